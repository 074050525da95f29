import { join } from 'node:path';
import { type Files, PRIVATE_FILE, PRIVATE_FOLDER } from './files.ts';

/**
 * Takes from everyone but the owner what a folder and everything in it grants them, where it belongs to this user. What cannot be
 * changed, or goes meanwhile, is left as it is. Links in the folder are not followed.
 */
export async function tightenModes(files: Files, path: string): Promise<void> {
  try {
    const { kind, mode, isOwn } = await files.facts(path);
    if (!isOwn || kind === 'other') return;
    if ((mode & 0o077) !== 0) await files.restrict(path, kind === 'folder' ? PRIVATE_FOLDER : PRIVATE_FILE);
    if (kind !== 'folder') return;
    for (const name of await files.list(path)) {
      const inside = join(path, name);
      if (!(await files.facts(inside)).isLink) await tightenModes(files, inside);
    }
  } catch {
    // Answers do not wait for permissions.
  }
}
