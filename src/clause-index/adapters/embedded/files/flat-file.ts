import { endianness } from 'node:os';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';

/**
 * Named typed arrays in one file, laid out so that reading is no work: the arrays of an opened file are views over its
 * bytes. Layout: `TIAOWEN1`, length of the header (u32), four zero bytes, header as JSON, then each array on a multiple
 * of eight bytes. Numbers have the byte order of the machine, which the header names.
 */
export type FlatArray =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>;

const MAGIC = 'TIAOWEN1';
const PREFIX = 16;

interface FlatHeader {
  readonly byteOrder: string;
  readonly arrays: Readonly<Record<string, { type: FlatType; offset: number; length: number }>>;
}

type FlatType = 'u8' | 'u16' | 'u32' | 'f32';

/** The parts of the file, to be written one after another. */
export function encodeFlatFile(arrays: Readonly<Record<string, FlatArray>>): Uint8Array[] {
  const places: Record<string, { type: FlatType; offset: number; length: number }> = {};
  let size = 0;
  for (const [name, array] of Object.entries(arrays)) {
    places[name] = { type: typeOf(array), offset: size, length: array.length };
    size += padded(array.byteLength);
  }
  const header = Buffer.from(
    JSON.stringify({ byteOrder: endianness(), arrays: places } satisfies FlatHeader),
  );
  const start = Buffer.alloc(padded(PREFIX + header.length));
  start.write(MAGIC, 0, 'latin1');
  start.writeUInt32LE(header.length, 8);
  header.copy(start, PREFIX);
  const parts: Uint8Array[] = [start];
  for (const array of Object.values(arrays)) {
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const gap = padded(array.byteLength) - array.byteLength;
    if (gap > 0) parts.push(new Uint8Array(gap));
  }
  return parts;
}

/** An opened flat file. Each getter throws IndexFormatError when there is no such array of that type. */
export interface FlatFile {
  u8(name: string): Uint8Array<ArrayBuffer>;
  u16(name: string): Uint16Array<ArrayBuffer>;
  u32(name: string): Uint32Array<ArrayBuffer>;
  f32(name: string): Float32Array<ArrayBuffer>;
  /** Of whichever of the three unsigned types it was written in. */
  unsigned(name: string): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/** `bytes` must start on a multiple of eight in its buffer, as `readChecked` gives them. */
export function decodeFlatFile(bytes: Uint8Array<ArrayBuffer>, label: string): FlatFile {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.toString('latin1', 0, MAGIC.length) !== MAGIC) throw unreadable(label, '不是条文索引文件');
  const headerLength = text.readUInt32LE(8);
  const header = JSON.parse(text.toString('utf8', PREFIX, PREFIX + headerLength)) as FlatHeader;
  if (header.byteOrder !== endianness()) throw unreadable(label, '字节序与本机不同');
  const base = bytes.byteOffset + padded(PREFIX + headerLength);
  const place = (name: string, type: FlatType): [ArrayBuffer, number, number] => {
    const entry = header.arrays[name];
    if (entry?.type !== type) throw unreadable(label, `缺少数组 ${name}`);
    return [bytes.buffer, base + entry.offset, entry.length];
  };
  const file: FlatFile = {
    u8: (name) => new Uint8Array(...place(name, 'u8')),
    u16: (name) => new Uint16Array(...place(name, 'u16')),
    u32: (name) => new Uint32Array(...place(name, 'u32')),
    f32: (name) => new Float32Array(...place(name, 'f32')),
    unsigned(name) {
      const type = header.arrays[name]?.type;
      return type === 'u8' || type === 'u16' ? file[type](name) : file.u32(name);
    },
  };
  return file;
}

function typeOf(array: FlatArray): FlatType {
  if (array instanceof Float32Array) return 'f32';
  if (array instanceof Uint32Array) return 'u32';
  return array instanceof Uint16Array ? 'u16' : 'u8';
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function unreadable(label: string, why: string): IndexFormatError {
  return new IndexFormatError(`无法读取索引文件 ${label}（${why}）。`);
}
