import type { LogicalLine } from './logical-line.ts';
import { MergedRows } from './merged-cells.ts';
import { readNumber } from './numbering.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import { areLabels, isRowNumber } from './row-cells.ts';
import { joinHeadings } from './row-header.ts';
import { readColumns, readHeaderCell, readHeaderRow, type TableColumn } from './table-columns.ts';

/** A flattened table whose rows all take the same number of lines, one for each column. */
export interface FlatGrid {
  readonly columns: readonly TableColumn[];
  readonly headings: readonly string[];
  /** Lines of its header. */
  readonly length: number;
}

const MOST_HEADINGS = 12;

/**
 * 序号 ⏎ 信访事项 ⏎ 包案单位 ⏎ 1 ⏎ … ⏎ … ⏎ 2: headings line by line up to the number of the first row, then rows that are all
 * as long as the first. Null where a row has more or fewer lines.
 */
export function readFlatGrid(lines: readonly LogicalLine[], at: number): FlatGrid | null {
  if (readHeaderCell(lines[at]!.text) !== 'number') return null;
  const headings: string[] = [];
  let i = at;
  while (i < lines.length && headings.length <= MOST_HEADINGS && !startsBody(lines[i]!.text))
    headings.push(lines[i++]!.text);
  if (headings.length < 3 || headings.length > MOST_HEADINGS || !areLabels(headings)) return null;
  const rows = readGridRows(lines, i, headings.length);
  if (!rows) return null;
  const cells = rows.slice(0, 12).map((row) => row.map(({ text }) => text));
  const width = cells[0]!.length;
  const names = width === headings.length ? headings : splitHeader(headings, width);
  if (!names) return null;
  return { columns: readHeaderRow(names) ?? readColumns(names, cells), headings: names, length: i - at };
}

/** Hangs the rows of a grid, whose sections open headings, into the outline; returns the first line behind it. */
export function addFlatGrid(
  lines: readonly LogicalLine[],
  at: number,
  grid: FlatGrid,
  builder: OutlineBuilder,
  openHeading: (line: LogicalLine) => boolean,
): number {
  const width = grid.columns.length;
  const rows = new MergedRows(builder, grid.columns, grid.headings);
  let i = at + grid.length;
  while (i < lines.length) {
    if (isRowNumber(lines[i]!.text) && i + width <= lines.length) {
      rows.add(lines.slice(i, i + width), null);
      i += width;
    } else if (isSection(lines[i]!) && isRowNumber(lines[i + 1]?.text ?? '')) {
      rows.close();
      openHeading(lines[i]!);
      i++;
    } else break;
  }
  rows.close();
  return i;
}

/** All rows from `from` on, each as long as the first; null where one is not, or there is one alone. */
function readGridRows(
  lines: readonly LogicalLine[],
  from: number,
  headings: number,
): (readonly LogicalLine[])[] | null {
  const rows: (readonly LogicalLine[])[] = [];
  let width = 0;
  let number = 0;
  let i = from;
  while (i < lines.length) {
    if (isSection(lines[i]!)) {
      i++;
      continue;
    }
    const value = rowNumber(lines[i]!);
    if (value === null || value <= number) break;
    if (width === 0) width = firstWidth(lines, i, headings);
    if (width < 3 || i + width > lines.length) return null;
    const row = lines.slice(i, i + width);
    if (row.some(isSection)) return null;
    rows.push(row);
    number = value;
    i += width;
  }
  const goesOn = lines.slice(i, i + 2 * width).some((line) => {
    const value = rowNumber(line);
    return value !== null && value > number && value <= number + 2;
  });
  return rows.length >= 2 && !goesOn ? rows : null;
}

/** How many lines the first row has: up to the next number, as many as there are headings or, below a header of two lines, fewer. */
function firstWidth(lines: readonly LogicalLine[], at: number, headings: number): number {
  const first = rowNumber(lines[at]!)!;
  for (let width = headings; width >= 3; width--) {
    let next = at + width;
    while (next < lines.length && isSection(lines[next]!)) next++;
    const value = lines[next] ? rowNumber(lines[next]!) : null;
    const isNext = value === first + 1 || (width === headings && value !== null && value > first);
    if (isNext && !lines.slice(at, at + width).some(isSection)) return width;
  }
  return 0;
}

/** The second line of a header is told by its roles: 序号 任务 责任分工 时限 | 牵头单位 配合单位. */
function splitHeader(headings: readonly string[], width: number): string[] | null {
  const from = headings.findLastIndex(
    (heading) => !/^(?:lead|supporting|units)$/.test(readHeaderCell(heading) ?? ''),
  );
  const second = headings.slice(from + 1);
  const names = second.length >= 2 ? joinHeadings(headings.slice(0, from + 1), second, width) : null;
  return names?.length === width ? names : null;
}

function startsBody(text: string): boolean {
  return isRowNumber(text) || readNumber(text) !== null;
}

function isSection(line: LogicalLine): boolean {
  const token = readNumber(line.text);
  return (
    (token?.kind === 'cn' || token?.kind === 'cn-paren') &&
    line.text.length <= 60 &&
    !/[。；]$/.test(line.text)
  );
}

function rowNumber({ text }: LogicalLine): number | null {
  return isRowNumber(text) ? Number(text.replace(/\D/g, '')) : null;
}
