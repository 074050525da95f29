const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 'PK\x03\x04';
const LONGEST_COMMENT = 65_535;
/** Parts of office files stand among the first; an archive needs no more to be known for one. */
const MOST_NAMES = 20_000;

/** Names of the files in a ZIP archive with forward slashes, by its directory; by what stands before each file where that is damaged. Nothing is unpacked. */
export function listZipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return namesOfDirectory(bytes, view) ?? namesOfHeaders(bytes, view);
}

function namesOfDirectory(bytes: Uint8Array, view: DataView): string[] | null {
  const end = findEnd(view);
  if (end === null) return null;
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  while (
    names.length < MOST_NAMES &&
    at + 46 <= bytes.length &&
    view.getUint32(at, true) === DIRECTORY_ENTRY
  ) {
    const nameLength = view.getUint16(at + 28, true);
    names.push(nameAt(bytes, at + 46, nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names.length > 0 ? names : null;
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}

function namesOfHeaders(bytes: Uint8Array, view: DataView): string[] {
  const names: string[] = [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const find = (from: number) => text.indexOf(LOCAL_HEADER, from, 'latin1');
  for (let at = find(0); at >= 0 && at + 30 <= bytes.length; at = find(at + 1)) {
    names.push(nameAt(bytes, at + 30, view.getUint16(at + 26, true)));
    if (names.length >= MOST_NAMES) break;
  }
  return names;
}

/** The names that tell a format are ASCII. */
function nameAt(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.subarray(start, start + length))
    .toString('latin1')
    .replaceAll('\\', '/');
}
