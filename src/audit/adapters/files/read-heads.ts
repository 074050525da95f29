import { DISK_FILES } from '../../../storage/files/disk-files.ts';
import type { AuditKeys } from '../../audit-keys.ts';
import { listAuditFiles } from './audit-files.ts';
import type { ChainHeads } from './audit-line.ts';
import { readChainEnd } from './read-chain-end.ts';

/** Writers that live for one command leave chains of their own; so many of the newest are told. */
const MOST_WRITERS = 200;

/** Where the chains of a log stand now, those with the newest files first; a chain without a whole line is left out. */
export async function readHeads(folder: string, keys: AuditKeys): Promise<ChainHeads> {
  const files = (await listAuditFiles(folder)).reverse();
  const writers = [...new Set(files.map(({ writer }) => writer))].slice(0, MOST_WRITERS);
  const heads: Record<string, { file: string; hash: string }> = {};
  for (const writer of writers) {
    const { hash, hashFile } = await readChainEnd(DISK_FILES, folder, writer, keys);
    if (hash !== null && hashFile !== null) heads[writer] = { file: hashFile, hash };
  }
  return heads;
}
