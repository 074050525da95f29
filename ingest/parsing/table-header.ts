import { readFlatGrid } from './flat-grid.ts';
import type { LogicalLine } from './logical-line.ts';
import { readRaggedGrid } from './ragged-grid.ts';
import { splitCells } from './row-cells.ts';
import { readRowHeader } from './row-header.ts';
import { readHeaderCell, readHeaderRow, type TableColumn } from './table-columns.ts';
import { isUnitCellText } from './unit-cell.ts';

/** Where a table begins and what its columns are; `length` lines are its header. */
export interface TableHeader {
  readonly columns: readonly TableColumn[];
  /** What is printed above each column; empty where that is not known. */
  readonly headings: readonly string[];
  readonly length: number;
  /** rows: one line a row, cells apart by tab or |; flat: one line a cell; grid: so, and all rows of the same length; ragged: so, with merged cells. */
  readonly layout: 'rows' | 'flat' | 'grid' | 'ragged';
}

/** Recognises a table header at `lines[at]`: one line of cells, or its cells line by line. */
export function readTableHeader(lines: readonly LogicalLine[], at: number): TableHeader | null {
  const cells = splitCells(lines[at]!.text);
  if (cells && cells.length >= 2) {
    const read = readRowHeader(lines, at, cells);
    return read && { ...read, layout: 'rows' };
  }
  const grid = readFlatGrid(lines, at);
  if (grid) return { ...grid, layout: 'grid' };
  const ragged = readRaggedGrid(lines, at);
  if (ragged) return { ...ragged, headings: [], layout: 'ragged' };
  const flat = readFlatHeader(lines, at);
  const columns = flat.cells.length >= 2 ? readHeaderRow(flat.cells) : null;
  if (columns) return { columns, headings: [], length: flat.length, layout: 'flat' };
  return readHeaderlessTable(lines, at);
}

/** Header cells line by line; a narrow one may be broken: 牵头 ⏎ 单位. */
function readFlatHeader(lines: readonly LogicalLine[], at: number): { cells: string[]; length: number } {
  const cells: string[] = [];
  let i = at;
  while (i < lines.length && cells.length < 8) {
    const { text } = lines[i]!;
    const next = lines[i + 1]?.text ?? '';
    const isBroken =
      text.length <= 3 && next.length <= 3 && next !== '' && readHeaderCell(text + next) !== null;
    if (!isBroken && readHeaderCell(text) === null) break;
    cells.push(isBroken ? text + next : text);
    i += isBroken ? 2 : 1;
  }
  return { cells, length: i - at };
}

/** Rows without a header: 1 ⏎ task ⏎ units ⏎ 2, or 1 ⏎ unit ⏎ task … ⏎ 2. */
function readHeaderlessTable(lines: readonly LogicalLine[], at: number): TableHeader | null {
  if (!/^1[.．、]?$/.test(lines[at]!.text)) return null;
  const next = lines.slice(at + 1, at + 13);
  const second = next.findIndex(({ text }) => /^2[.．、]?$/.test(text));
  if (second < 0) return null;
  const isUnits = next.slice(0, second).map(({ text }) => isUnitCellText(text));
  if (isUnits.length < 2) return null;
  if (isUnits[0] && !isUnits[1])
    return { columns: ['number', 'units', 'task'], headings: [], length: 0, layout: 'flat' };
  if (!isUnits[0] && isUnits.includes(true))
    return { columns: ['number', 'task', 'units'], headings: [], length: 0, layout: 'flat' };
  return null;
}
