import { type Unzipped, unzipSync } from 'fflate';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

/** Bytes of all parts that are unpacked of one file. */
const MOST_UNPACKED = 256 * 1024 * 1024;
const MOST_PARTS = 20_000;

/** The parts of a zipped office file by their paths; those that `wants` asks for alone are unpacked. */
export interface OfficePackage {
  /** Paths of all parts. */
  readonly names: readonly string[];
  /** Null where there is no such part, or it was not wanted. */
  part(name: string): Uint8Array | null;
}

/**
 * Opens a zipped office file. Throws ReaderError where the bytes are no whole zip, are encrypted, or would unpack to more than 256 MB or 20,000
 * parts: sizes are those of the directory, and no part grows beyond its own.
 */
export function openPackage(bytes: Uint8Array, wants: (name: string) => boolean): OfficePackage {
  const names: string[] = [];
  let total = 0;
  let parts: Unzipped;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize, compression }) => {
        names.push(name);
        if (names.length > MOST_PARTS) throw new ReaderError('压缩包内文件过多');
        if (!wants(name)) return false;
        if (compression !== 0 && compression !== 8) throw new ReaderError('压缩包使用了不支持的压缩方式');
        total += originalSize;
        if (total > MOST_UNPACKED) throw new ReaderError('解压后过大（上限 256 MB）');
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ReaderError) throw error;
    throw new ReaderError('文件不完整或已损坏，无法解压', { cause: error });
  }
  return { names, part: (name) => parts[name] ?? null };
}
