import type { PageBox } from '../../../src/domain/source-layout.ts';
import type { LineCell, PageLine } from './page-lines.ts';

interface Region {
  readonly start: number;
  readonly end: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly page: number;
  readonly box: PageBox;
}

/** Lines of several cells, at least so many near each other, are a table. */
const LEAST_LINES = 3;
/** Lines of one cell that may stand between them: the rest of a cell that is wrapped. */
const MOST_BETWEEN = 4;

/** Runs of lines whose words stand in columns. */
export function findTables(lines: readonly PageLine[]): Region[] {
  const regions: Region[] = [];
  let start = -1;
  let last = -1;
  let count = 0;
  const close = (): void => {
    if (count >= LEAST_LINES) regions.push({ start, end: last + 1 });
    start = -1;
    count = 0;
  };
  lines.forEach((line, i) => {
    if (line.cells.length >= 2) {
      if (start < 0) start = i;
      last = i;
      count++;
    } else if (start >= 0 && i - last > MOST_BETWEEN) close();
  });
  if (start >= 0) close();
  return regions;
}

/** The rows of a table: columns are the stretches of its width that cells share, a line with an empty first column goes on the row above. */
export function rowsOf(lines: readonly PageLine[]): TableRow[] {
  const columns = columnsOf(lines);
  const placed = lines.map((line) => {
    const cells = columns.map(() => '');
    for (const cell of line.cells) {
      const at = columnOf(cell, columns);
      cells[at] = cells[at] === '' ? cell.text : `${cells[at]}${cell.text}`;
    }
    return { line, cells };
  });
  const numbered = placed.filter(({ cells }) => /^\d{1,3}[.．、]?$/.test(cells[0]!)).length;
  const isNumbered = numbered >= Math.max(2, placed.length / 8);
  const rows: { cells: string[]; page: number; box: PageBox }[] = [];
  for (const { line, cells } of placed) {
    const last = rows.at(-1);
    const begins = isNumbered
      ? /^\d{1,3}[.．、]?$/.test(cells[0]!) || rows.length === 0
      : cells[0] !== '' || cells.filter((cell) => cell !== '').length > columns.length / 2;
    // A table that goes on over a page repeats its head.
    if (rows.length > 0 && line.page > rows[0]!.page && cells.join('|') === rows[0]!.cells.join('|'))
      continue;
    if (last && !begins) last.cells = last.cells.map((text, i) => text + cells[i]!);
    else rows.push({ cells, page: line.page, box: line.box });
  }
  return rows;
}

function columnsOf(lines: readonly PageLine[]): { left: number; right: number }[] {
  const columns: { left: number; right: number }[] = [];
  const several = lines.filter(({ cells }) => cells.length >= 2);
  for (const cell of several.flatMap(({ cells }) => cells).sort((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && cell.left < last.right - 1) last.right = Math.max(last.right, cell.right);
    else columns.push({ left: cell.left, right: cell.right });
  }
  return columns;
}

function columnOf(cell: LineCell, columns: readonly { left: number; right: number }[]): number {
  const middle = (cell.left + cell.right) / 2;
  const at = columns.findIndex(({ right }) => middle <= right);
  return at < 0 ? columns.length - 1 : at;
}
