/** A trained local embedder: everything that is needed to embed, and nothing else. */
export interface LsaModel {
  readonly dimension: number;
  /** Term numbers are positions. */
  readonly terms: readonly string[];
  readonly idf: Float32Array;
  /** Terms × dimension, row-major: what each term adds to a text's vector. */
  readonly directions: Float32Array;
}

const MAGIC = 'TWLSA001';
const PREFIX = 16;

/** Magic, header length, header as JSON, then idf and directions as little-endian floats. Same model, same bytes. */
export function encodeLsaModel({ dimension, terms, idf, directions }: LsaModel): Uint8Array {
  const header = Buffer.from(JSON.stringify({ dimension, terms }));
  const start = padded(PREFIX + header.length);
  const bytes = Buffer.alloc(start + 4 * (idf.length + directions.length));
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(header.length, 8);
  header.copy(bytes, PREFIX);
  writeFloats(bytes, start, idf);
  writeFloats(bytes, start + 4 * idf.length, directions);
  return bytes;
}

/** Null when the bytes are no model of this format. */
export function decodeLsaModel(state: Uint8Array): LsaModel | null {
  const bytes = Buffer.from(state.buffer, state.byteOffset, state.byteLength);
  if (bytes.length < PREFIX || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const headerLength = bytes.readUInt32LE(8);
  const start = padded(PREFIX + headerLength);
  if (start > bytes.length) return null;
  const header = JSON.parse(bytes.toString('utf8', PREFIX, PREFIX + headerLength)) as {
    dimension: number;
    terms: string[];
  };
  const { dimension, terms } = header;
  if (bytes.length !== start + 4 * terms.length * (1 + dimension)) return null;
  return {
    dimension,
    terms,
    idf: readFloats(bytes, start, terms.length),
    directions: readFloats(bytes, start + 4 * terms.length, terms.length * dimension),
  };
}

function writeFloats(bytes: Buffer, start: number, values: Float32Array): void {
  values.forEach((value, i) => {
    bytes.writeFloatLE(value, start + 4 * i);
  });
}

function readFloats(bytes: Buffer, start: number, length: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 4 * length);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
