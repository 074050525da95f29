import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KeptFile } from '../../../../domain/policy-document.ts';
import { type Files, isMissing } from '../../../../storage/files/files.ts';
import type { OriginalFile } from '../../../ports/source-store.ts';
import { writeDurably } from '../files/durable-files.ts';

const NAME = /^[\da-f]{64}$/;
const PIECE = 256 * 1024;

/** Files as they were loaded, each once under the hash of its bytes, whatever generations have documents of it. */
export interface KeptFiles {
  /** Writes it unless it is there. */
  keep(bytes: Uint8Array): Promise<KeptFile>;
  /** Undefined where it is not there, or not whole. */
  open(file: KeptFile): Promise<OriginalFile | undefined>;
  /** Removes all but those with the hashes, and what an interrupted writer left. */
  removeOthers(hashes: ReadonlySet<string>): Promise<void>;
  isEmpty(): Promise<boolean>;
}

export function createKeptFiles(files: Files, folder: string): KeptFiles {
  const list = async (): Promise<string[]> => {
    try {
      return await files.list(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  };
  const isThere = async ({ sha256, bytes }: KeptFile): Promise<boolean> => {
    try {
      const { kind, size } = await files.facts(join(folder, sha256));
      return kind === 'file' && size === bytes;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };

  return {
    async keep(bytes) {
      const kept = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
      if (await isThere(kept)) return kept;
      await files.createFolder(folder);
      const temporary = join(folder, `.${kept.sha256}`);
      await writeDurably(files, temporary, [bytes]);
      await files.rename(temporary, join(folder, kept.sha256));
      await files.syncFolder(folder);
      return kept;
    },

    async open(kept) {
      if (!NAME.test(kept.sha256) || !(await isThere(kept))) return undefined;
      return { bytes: kept.bytes, read: () => readPieces(files, join(folder, kept.sha256), kept.bytes) };
    },

    async removeOthers(hashes) {
      const others = (await list()).filter((name) => !hashes.has(name));
      for (const name of others) await files.remove(join(folder, name));
      if (others.length > 0) await files.syncFolder(folder);
    },

    isEmpty: async () => (await list()).length === 0,
  };
}

async function* readPieces(files: Files, path: string, length: number): AsyncGenerator<Uint8Array> {
  const file = await files.open(path, 'read');
  try {
    for (let at = 0; at < length; ) {
      const piece = new Uint8Array(Math.min(PIECE, length - at));
      const read = await file.read(piece, at);
      if (read === 0) throw new Error(`${path} is shorter than it was`);
      yield piece.subarray(0, read);
      at += read;
    }
  } finally {
    await file.close();
  }
}
