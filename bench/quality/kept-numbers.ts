import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Lists of numbers by key, such as what a model computed of a text. */
export interface KeptNumbers {
  /** Null where nothing is kept. */
  get(key: string): Promise<Float64Array | null>;
  put(key: string, numbers: ArrayLike<number>): Promise<void>;
}

/**
 * Numbers that this process computed, and in `folder` those of the processes before and beside it, one file a key. A key must name all that its
 * numbers depend on. Without a folder they are kept as long as the process runs.
 */
export function openKeptNumbers(folder: string | undefined): KeptNumbers {
  const own = new Map<string, Float64Array>();
  if (folder) mkdirSync(folder, { recursive: true });
  const fileOf = (key: string) => path.join(folder!, createHash('sha256').update(key).digest('hex'));
  return {
    async get(key) {
      const known = own.get(key);
      if (known || !folder) return known ?? null;
      const bytes = await readFile(fileOf(key)).catch(() => null);
      if (bytes === null) return null;
      const numbers = new Float64Array(Uint8Array.from(bytes).buffer);
      own.set(key, numbers);
      return numbers;
    },
    async put(key, numbers) {
      const kept = Float64Array.from(numbers);
      own.set(key, kept);
      if (!folder) return;
      // Renamed into its place: whoever reads beside this process finds it whole or not at all.
      const draft = path.join(folder, `${randomUUID()}.draft`);
      await writeFile(draft, kept);
      await rename(draft, fileOf(key));
    },
  };
}

/** What the models of a measurement computed; `EVAL_CACHE` names a folder that the processes of one run share. */
export const KEPT: KeptNumbers = openKeptNumbers(process.env['EVAL_CACHE']);
