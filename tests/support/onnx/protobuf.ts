/** Fields of one protobuf message, in the order given; enough of the wire format to write an ONNX file. */
export type Field =
  | { readonly field: number; readonly int: number }
  | { readonly field: number; readonly bytes: Uint8Array | string }
  | { readonly field: number; readonly message: readonly Field[] };

const VARINT = 0;
const LENGTH_DELIMITED = 2;

export function encodeMessage(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap((entry) => {
      if ('int' in entry) return [varint(entry.field * 8 + VARINT), varint(entry.int)];
      const content = 'message' in entry ? encodeMessage(entry.message) : Buffer.from(entry.bytes as string);
      return [varint(entry.field * 8 + LENGTH_DELIMITED), varint(content.length), content];
    }),
  );
}

/** Seven bits a byte, lowest first; a set top bit says that more follow. Whole numbers from 0. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
