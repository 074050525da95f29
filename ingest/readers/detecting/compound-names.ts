const FREE = 0xffffffff;
const LAST_SECTOR = 0xfffffffa;
const ENTRY_BYTES = 128;
const NAME_BYTES = 64;

/**
 * Names of the streams and storages at the root of a compound file (old Office formats), not of what is embedded in it. Where its tables are
 * damaged, all that can be found. Empty where nothing can.
 */
export function listCompoundNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view);
  const root = entries[0];
  if (root === undefined) return [];
  const names: string[] = [];
  const seen = new Set<number>();
  const open = [root.child];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const entry = entries[id];
    if (entry === undefined || seen.has(id)) continue;
    seen.add(id);
    names.push(entry.name);
    open.push(entry.left, entry.right);
  }
  return names.length > 0 ? names : entries.map(({ name }) => name);
}

interface DirectoryEntry {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

function readDirectory(view: DataView): DirectoryEntry[] {
  if (view.byteLength < 512) return [];
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return [];
  const size = 2 ** shift;
  const entries: DirectoryEntry[] = [];
  const seen = new Set<number>();
  let sector = view.getUint32(48, true);
  while (sector < LAST_SECTOR && !seen.has(sector)) {
    seen.add(sector);
    const start = (sector + 1) * size;
    if (start + size > view.byteLength) break;
    for (let at = start; at < start + size; at += ENTRY_BYTES) entries.push(readEntry(view, at));
    sector = nextSector(view, sector, size);
  }
  return entries;
}

function readEntry(view: DataView, at: number): DirectoryEntry {
  const length = Math.min(view.getUint16(at + NAME_BYTES, true), NAME_BYTES);
  let name = '';
  for (let i = 0; i + 2 < length; i += 2) name += String.fromCharCode(view.getUint16(at + i, true));
  return {
    name,
    left: view.getUint32(at + 68, true),
    right: view.getUint32(at + 72, true),
    child: view.getUint32(at + 76, true),
  };
}

/** By the allocation table, whose first 109 sectors the header names; directories that lie beyond are no longer followed. */
function nextSector(view: DataView, sector: number, size: number): number {
  const perSector = size / 4;
  const place = Math.floor(sector / perSector);
  if (place >= 109) return FREE;
  const table = view.getUint32(76 + place * 4, true);
  const at = (table + 1) * size + (sector % perSector) * 4;
  return table < LAST_SECTOR && at + 4 <= view.byteLength ? view.getUint32(at, true) : FREE;
}
