import { alignCells, readColumnForms } from './align-cells.ts';
import type { LogicalLine } from './logical-line.ts';
import { MergedRows, type RowCells } from './merged-cells.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import { areLabels, isRowNumber } from './row-cells.ts';
import { isUnitColumn, readHeaderCell, readHeaderRow, type TableColumn } from './table-columns.ts';

/**
 * A flattened table with merged cells: headings line by line, those of a second header line behind a blank line, then rows that have
 * a line only for each cell that is printed in them, and names of categories behind blank lines.
 */
export interface RaggedGrid {
  readonly columns: readonly TableColumn[];
  /** Lines of its header. */
  readonly length: number;
}

interface RaggedRow {
  readonly category: LogicalLine | null;
  readonly number: LogicalLine;
  readonly pieces: readonly LogicalLine[];
}

const MOST_HEADINGS = 12;
const FEWEST_ROWS = 4;
const LONGEST_CATEGORY = 20;

/** Recognises the headings at `lines[at]`; null unless they are of two lines or more and numbered rows of their width follow. */
export function readRaggedGrid(lines: readonly LogicalLine[], at: number): RaggedGrid | null {
  const opens = readHeaderCell(lines[at]!.text);
  if (opens !== 'number' && opens !== 'category') return null;
  let end = at;
  while (end < lines.length && end - at <= MOST_HEADINGS && !isRowNumber(lines[end]!.text)) end++;
  if (lines[end]?.text.replace(/\D/g, '') !== '1') return null;
  const headings = lines.slice(at, end);
  const parts = splitByBlank(headings);
  const last = parts.at(-1)!;
  const hasCategory = opens === 'category' && parts.length > 1 && last.length === 1;
  const [first, second, ...more] = hasCategory ? parts.slice(0, -1) : parts;
  const texts = (part: readonly LogicalLine[]): string[] => part.map(({ text }) => text);
  if (!first || !second || more.length > 0 || !areLabels([...texts(first), ...texts(second)])) return null;
  const length = headings.length - (hasCategory ? 1 : 0);
  const { rows } = readRows(lines, at + length);
  const widest = rows.reduce((most, { pieces }) => Math.max(most, pieces.length), 0);
  const width = widest + (opens === 'category' ? 2 : 1);
  const columns = rows.length < FEWEST_ROWS ? null : joinColumns(texts(first), texts(second), width);
  const isWide = rows.filter(({ pieces }) => pieces.length + 2 >= width).length * 2 >= rows.length;
  return columns && isWide ? { columns, length } : null;
}

/** Hangs its rows into the outline; returns the first line behind it. */
export function addRaggedGrid(
  lines: readonly LogicalLine[],
  at: number,
  { columns, length }: RaggedGrid,
  builder: OutlineBuilder,
): number {
  const { rows, end } = readRows(lines, at + length);
  const inner = columns.flatMap((column, k) => (column === 'number' || column === 'category' ? [] : [k]));
  const forms = readColumnForms(
    inner.map((k) => columns[k]!),
    rows.map(({ pieces }) => pieces.map(({ text }) => text)),
  );
  const table = new MergedRows(builder, columns, []);
  const cellsOf = ({ category, number, pieces }: RaggedRow): RowCells => {
    const cells: (LogicalLine | null)[] = columns.map(() => null);
    const places = alignCells(
      pieces.map(({ text }) => text),
      forms,
    );
    pieces.forEach((piece, i) => {
      cells[inner[places[i]!]!] = piece;
    });
    cells[columns.indexOf('number')] = number;
    if (category) cells[columns.indexOf('category')] = category;
    return cells;
  };
  const placed = rows.map(cellsOf);
  placed.forEach((cells, i) => {
    table.add(cells, placed[i + 1] ?? null);
  });
  table.close();
  return end;
}

/** Rows whose numbers go on by one; the last ends before the next blank line. */
function readRows(lines: readonly LogicalLine[], from: number): { rows: RaggedRow[]; end: number } {
  const rows: RaggedRow[] = [];
  let i = from;
  for (;;) {
    const category = isCategory(lines, i) ? lines[i]! : null;
    const at = category ? i + 1 : i;
    const number = lines[at];
    if (!number || !isRowNumber(number.text) || Number(number.text.replace(/\D/g, '')) !== rows.length + 1)
      return { rows, end: i };
    let end = at + 1;
    while (end < lines.length && !lines[end]!.isParted && !isRowNumber(lines[end]!.text)) end++;
    if (end === at + 1) return { rows, end: i };
    rows.push({ category, number, pieces: lines.slice(at + 1, end) });
    i = end;
  }
}

function isCategory(lines: readonly LogicalLine[], at: number): boolean {
  const line = lines[at];
  return (
    line?.isParted === true &&
    line.text.length <= LONGEST_CATEGORY &&
    !/[，。；：]/.test(line.text) &&
    !isRowNumber(line.text) &&
    isRowNumber(lines[at + 1]?.text ?? '')
  );
}

function splitByBlank(lines: readonly LogicalLine[]): LogicalLine[][] {
  const parts: LogicalLine[][] = [];
  lines.forEach((line, i) => {
    if (i === 0 || line.isParted) parts.push([]);
    parts.at(-1)!.push(line);
  });
  return parts;
}

/** The second line stands below the last headings that span more than one column: 时间安排 责任部门 | 启动 完成 牵头 配合. */
function joinColumns(
  first: readonly string[],
  second: readonly string[],
  width: number,
): TableColumn[] | null {
  const merged = first.length + second.length - width;
  const spans = first.flatMap((heading, k) =>
    /^(?:number|task|category)$/.test(readHeaderCell(heading) ?? '') ? [] : [k],
  );
  if (merged < 1 || merged > spans.length || second.length % merged !== 0) return null;
  const parents = spans.slice(-merged);
  const share = second.length / merged;
  const names = first.flatMap((heading, k) => {
    const place = parents.indexOf(k);
    if (place < 0) return [heading];
    const own = second.slice(place * share, (place + 1) * share);
    const isTime = readHeaderCell(heading) === 'deadline';
    return own.map((name, j) => (isTime && j === own.length - 1 ? '完成时限' : name));
  });
  const columns = names.length === width ? readHeaderRow(names) : null;
  return columns?.some(isUnitColumn) && columns.includes('number') ? columns : null;
}
