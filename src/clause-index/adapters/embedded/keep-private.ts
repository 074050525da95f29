import { PRIVATE_FOLDER } from '../../../storage/files/files.ts';
import { tightenModes } from '../../../storage/files/tighten-modes.ts';
import type { IndexLayout } from './index-layout.ts';

/** Folders and files of the program in its data folder. */
const OWN =
  /^(?:index|conversations|vectors|usage|feedback|channels|citations|audit|SAMPLES|lost\+found)$|^\./;

/**
 * The index is for its owner's eyes: what an earlier version or a restored backup left open to others is closed. The data folder itself
 * is closed only where nothing else lies in it: it may be a folder that others work in.
 */
export async function keepPrivate({ files, dataDir, folder }: IndexLayout): Promise<void> {
  await tightenModes(files, folder);
  try {
    const { mode, isOwn } = await files.facts(dataDir);
    const names = await files.list(dataDir);
    const isOurs = isOwn && names.includes('index') && names.every((name) => OWN.test(name));
    if (isOurs && (mode & 0o077) !== 0) await files.restrict(dataDir, PRIVATE_FOLDER);
  } catch {
    // Answers do not wait for permissions.
  }
}
