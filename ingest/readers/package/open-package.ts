import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { MOST_UNPACKED, readZipDirectory, unpackEntry } from '../archive/zip-directory.ts';

const MOST_PARTS = 20_000;

/** The parts of a zipped office file by their paths. */
export interface OfficePackage {
  readonly names: readonly string[];
  /** Null where there is no such part. Throws ReaderError where it is broken, encrypted, or more than 256 MB were unpacked of the file. */
  part(name: string): Uint8Array | null;
}

/** Opens a zipped office file; a part is unpacked when it is asked for, so that a broken one spoils no other. Throws ReaderError where the directory is broken. */
export function openPackage(bytes: Uint8Array): OfficePackage {
  const entries = new Map(readZipDirectory(bytes, MOST_PARTS).map((entry) => [entry.name, entry]));
  let total = 0;
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      total += entry.size;
      if (total > MOST_UNPACKED) throw new ReaderError('解压后过大（上限 256 MB）');
      return unpackEntry(bytes, entry);
    },
  };
}
