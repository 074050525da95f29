import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Stands beside the folders of models that come with the program, one `SHA-256  path` a line, as sha256sum writes it. */
const CHECKSUMS_FILE = 'checksums.sha256';

/**
 * Names of the files of a model folder that are missing or not as they were released, by the checksums beside the folder;
 * null where no checksums of this folder are there, as for a model of one's own.
 */
export async function findChangedModelFiles(modelDir: string): Promise<string[] | null> {
  const parent = dirname(modelDir);
  const released = parseChecksums(await readFile(join(parent, CHECKSUMS_FILE), 'utf8').catch(() => ''));
  const own = released.filter(({ path }) => path.startsWith(`${basename(modelDir)}/`));
  if (own.length === 0) return null;
  const found = await Promise.all(
    own.map(async ({ sha256, path }) => {
      const bytes = await readFile(join(parent, path)).catch(() => null);
      return bytes !== null && createHash('sha256').update(bytes).digest('hex') === sha256 ? [] : [path];
    }),
  );
  return found.flat();
}

function parseChecksums(text: string): { readonly sha256: string; readonly path: string }[] {
  return [...text.matchAll(/^(?<sha256>[0-9a-f]{64}) {2}(?<path>.+)$/gm)].map(({ groups }) => ({
    sha256: groups!.sha256!,
    path: groups!.path!,
  }));
}
