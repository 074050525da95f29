import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, where Linux has one: thousands of flushes cost nothing there, eight milliseconds each on many disks. */
const IN_MEMORY = '/dev/shm';
const LEAST_FREE_BYTES = 4 * 2 ** 30;

/** A folder for the temporary files of one run, removed with this process: in memory where there is plenty, unless TMPDIR says where. */
export function makeScratchFolder(): string {
  const parent = process.env['TMPDIR'] === undefined && isRoomy(IN_MEMORY) ? IN_MEMORY : tmpdir();
  const folder = mkdtempSync(join(parent, 'tiaowen-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isRoomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= LEAST_FREE_BYTES;
  } catch {
    return false;
  }
}
