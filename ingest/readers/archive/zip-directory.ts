import { inflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

/** One file of a ZIP as its directory lists it; folders are left out. */
export interface ZipEntry {
  /** Forward slashes. Not checked: it may lead out of a folder. */
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const UTF8_FLAG = 0x800;
const ENCRYPTED_FLAG = 0x1;
const UNICODE_PATH = 0x7075;
const ZIP64 = 0xffffffff;

/** At most so much of one archive or office file is unpacked, in bytes. */
export const MOST_UNPACKED = 256 * 1024 * 1024;
/** Entries that grow more than this are bombs, from a size on that matters. */
const HIGHEST_RATIO = 200;
const HARMLESS_SIZE = 8 * 1024 * 1024;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/**
 * The files in a ZIP, in its order. Names are UTF-8 where the entry says so or where they are valid UTF-8, else GBK, as Chinese Windows
 * writes them. Throws ReaderError where the directory is broken or lists more than `mostEntries`.
 */
export function readZipDirectory(bytes: Uint8Array, mostEntries: number): ZipEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(buffer);
  const count = buffer.readUInt16LE(end + 10);
  if (count > mostEntries) throw new ReaderError(`压缩包内文件过多（${count} 个，上限 ${mostEntries} 个）`);
  const entries: ZipEntry[] = [];
  let at = buffer.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw new ReaderError('压缩包目录损坏');
    const flags = buffer.readUInt16LE(at + 8);
    const nameLength = buffer.readUInt16LE(at + 28);
    const extraLength = buffer.readUInt16LE(at + 30);
    const rawName = buffer.subarray(at + 46, at + 46 + nameLength);
    const extra = buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const entry = {
      name: readName(rawName, extra, (flags & UTF8_FLAG) !== 0).replaceAll('\\', '/'),
      isEncrypted: (flags & ENCRYPTED_FLAG) !== 0,
      method: buffer.readUInt16LE(at + 10),
      packedSize: buffer.readUInt32LE(at + 20),
      size: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    };
    if ([entry.packedSize, entry.size, entry.offset].includes(ZIP64))
      throw new ReaderError('压缩包过大（ZIP64）');
    if (!entry.name.endsWith('/')) entries.push(entry);
    at += 46 + nameLength + extraLength + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

/** Bytes of one entry; never more than its directory says. Throws ReaderError where it is encrypted, broken or a bomb. */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const reason = refuseEntry(entry);
  if (reason !== null) throw new ReaderError(reason);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packedSize, size, method } = entry;
  if (offset + 30 > buffer.length || buffer.readUInt32LE(offset) !== LOCAL_SIGNATURE)
    throw new ReaderError('压缩包损坏');
  const start = offset + 30 + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  const packed = buffer.subarray(start, start + packedSize);
  if (method === 0) return packed;
  try {
    return size === 0 ? new Uint8Array() : inflateRawSync(packed, { maxOutputLength: size });
  } catch (error) {
    throw new ReaderError('压缩包损坏', { cause: error });
  }
}

/** Why an entry is not unpacked, in Chinese; null where nothing speaks against it. */
export function refuseEntry({ isEncrypted, method, size, packedSize }: ZipEntry): string | null {
  if (isEncrypted) return '已加密，请先解密';
  if (method !== 0 && method !== 8) return `压缩方式 ${method} 无法读取`;
  if (size > MOST_UNPACKED || (size > HARMLESS_SIZE && size > packedSize * HIGHEST_RATIO))
    return '解压后过大';
  return null;
}

/** The end record stands behind everything but a comment. */
function findEnd(buffer: Buffer): number {
  const last = buffer.length - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (buffer.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new ReaderError('压缩包不完整（没有目录）');
}

function readName(raw: Buffer, extra: Buffer, isUtf8: boolean): string {
  if (isUtf8) return raw.toString('utf8');
  const unicode = readUnicodePath(extra);
  if (unicode !== null) return unicode;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return iconv.decode(raw, 'cp936');
  }
}

/** The name that some packers add beside the one in the code page of their machine. */
function readUnicodePath(extra: Buffer): string | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === UNICODE_PATH && length > 5)
      return extra.toString('utf8', at + 9, at + 4 + length);
    at += 4 + length;
  }
  return null;
}
