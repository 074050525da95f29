import { createHash } from 'node:crypto';
import type { Cell } from './store-schema.ts';

/** Checksum of a row's cells in the order of its columns: SQLite keeps none, and a flipped bit in a cell would go unnoticed. */
export function rowSum(cells: readonly Cell[]): string {
  const hash = createHash('sha256');
  for (const cell of cells) {
    const isBytes = cell instanceof Uint8Array;
    hash.update(`${isBytes ? 'bytes' : typeof cell} ${isBytes ? cell.length : String(cell).length} `);
    hash.update(isBytes ? cell : String(cell));
  }
  return hash.digest('base64url').slice(0, 16);
}
