import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value as bytes, a fifth to a tenth of its JSON. */
export function packJson(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { level: 1 });
}

export function unpackJson<Value>(bytes: Uint8Array): Value {
  return JSON.parse(inflateRawSync(bytes).toString('utf8')) as Value;
}
