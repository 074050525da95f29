import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import { areLabels, isMarkdownRule, isRowNumber, splitCells } from './row-cells.ts';
import {
  isUnitColumn,
  readColumns,
  readHeaderCell,
  readHeaderRow,
  type TableColumn,
} from './table-columns.ts';
import { isUnitCellText } from './unit-cell.ts';

/** The columns of a table of rows and how many lines are its header. */
export interface RowHeader {
  readonly columns: readonly TableColumn[];
  /** What is printed above each column, a merged heading before its own; empty where nothing is. */
  readonly headings: readonly string[];
  readonly length: number;
}

/** So many lines below a header are looked at to see whether rows follow and what stands in them. */
const SAMPLE_LINES = 12;
/** A line of more cells is no header. */
const MOST_COLUMNS = 50;

/**
 * The header of a table whose rows are lines (`cells` are those of `lines[at]`). A line of labels is one where rows of
 * its width follow and something says what they are: a markdown rule, a number column, figures, a heading that is known. A
 * second line of labels below merged headings belongs to it. Rows 1, 2 … that name units need no header.
 */
export function readRowHeader(
  lines: readonly LogicalLine[],
  at: number,
  cells: readonly string[],
): RowHeader | null {
  if (cells.length > MOST_COLUMNS) return null;
  if (isRowNumber(cells[0]!)) return readHeaderless(lines, at, cells);
  if (!areLabels(cells)) return null;
  const hasRule = isMarkdownRule(lines[at + 1]?.text ?? '');
  const below = at + (hasRule ? 2 : 1);
  const second = readSecondHeader(lines, below, cells);
  const rows = sampleRows(lines, below + (second ? 1 : 0));
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const length = below - at + (second ? 1 : 0);
  if (!second) {
    const columns = readHeaderRow(cells);
    if (columns) return { columns, headings: cells, length };
  }
  const headings = second ? joinHeadings(cells, second, width) : cells;
  const isWide = width > 1 && width <= headings.length && headings.length - width <= 2;
  if (!isWide) return null;
  const isNumbered =
    rows.some((row) => isRowNumber(row[0]!)) && rows.every((row) => isNumberOrBlank(row[0]!));
  const known = cells.filter((cell) => readHeaderCell(cell) !== null).length;
  const isTable =
    hasRule ||
    holdsFigures(cells, rows) ||
    (isNumbered && cells.length >= 3) ||
    (known > 0 && cells.length >= 3 && rows.length >= 2);
  if (!isTable) return null;
  const printed = second ? wholeHeadings(cells, second, width) : cells;
  return { columns: readColumns(headings, rows), headings: printed, length };
}

/** Labels above rows of the same width, most of which hold figures: prices, targets, standards. */
function holdsFigures(labels: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return (
    labels.length >= 3 &&
    rows.length >= 2 &&
    rows.every((row) => row.length === labels.length) &&
    rows.filter((row) => !areLabels(row)).length * 2 >= rows.length
  );
}

function isNumberOrBlank(cell: string): boolean {
  return cell === '' || isRowNumber(cell);
}

/** Rows 1, 2 … of three or more cells, units among them, below no header. */
function readHeaderless(
  lines: readonly LogicalLine[],
  at: number,
  cells: readonly string[],
): RowHeader | null {
  if (cells.length < 3 || cells[0] !== '1') return null;
  const rows = sampleRows(lines, at);
  if (!rows.some((row) => row[0] === '2')) return null;
  const columns = readColumns(
    cells.map(() => ''),
    rows,
  );
  return columns.some(isUnitColumn) && rows.every((row) => row.length <= cells.length)
    ? { columns, headings: [], length: 0 }
    : null;
}

/** The cells of some body rows from `from` on, up to the next header; a short line between them is a section. */
function sampleRows(lines: readonly LogicalLine[], from: number): string[][] {
  const rows: string[][] = [];
  let plain = 0;
  for (let i = from; i < Math.min(lines.length, from + SAMPLE_LINES); i++) {
    const cells = splitCells(lines[i]!.text);
    if (cells) {
      plain = 0;
      const isHeader = isMarkdownRule(lines[i + 1]?.text ?? '') || readHeaderRow(cells) !== null;
      if (isHeader) break;
      const filled = cells.filter((cell) => cell !== '').length;
      if (filled >= 2) rows.push(cells);
    } else if (lines[i]!.text.length > 40 || ++plain > 3) break;
  }
  return rows;
}

/** The second line of a header whose first has merged cells: labels without a number, right above the first numbered row. */
function readSecondHeader(
  lines: readonly LogicalLine[],
  at: number,
  first: readonly string[],
): string[] | null {
  const cells = splitCells(lines[at]?.text ?? '');
  const next = splitCells(lines[at + 1]?.text ?? '');
  if (!cells || !next || !areLabels(cells) || isRowNumber(cells[0]!)) return null;
  if (cells.some((cell) => isRowNumber(cell) || isUnitCellText(cell))) return null;
  const hasMerged = first.includes('') || new Set(first).size < first.length || first.length < next.length;
  if (!hasMerged || readNumber(cells.find((cell) => cell !== '')!)) return null;
  const isBelowNumber = readHeaderCell(first[0]!) === 'number' && isRowNumber(next[0]!);
  const namesRoles = cells.filter((cell) => isRole(cell)).length >= 2 && !next.some((cell) => isRole(cell));
  return isBelowNumber || namesRoles ? cells : null;
}

function isRole(heading: string): boolean {
  const column = readHeaderCell(heading);
  return column !== null && isUnitColumn(column);
}

/**
 * One heading for each of `width` columns. Aligned lines (empty cells below unmerged headings) are laid one over the
 * other. Where empty cells were dropped, the second line is spread below the headings that seem to span it: those of
 * units where it names roles (责任分工: 牵头单位, 配合单位), else those that are no known column (最高支付限额: 职工, 居民).
 */
export function joinHeadings(first: readonly string[], second: readonly string[], width: number): string[] {
  return pairHeadings(first, second, width).map(({ own }) => own);
}

/** The same with the merged heading that each stands under: 最高支付限额 职工. */
export function wholeHeadings(first: readonly string[], second: readonly string[], width: number): string[] {
  return pairHeadings(first, second, width).map(({ above, own }) =>
    above === '' || above === own ? own : `${above} ${own}`,
  );
}

interface HeadingPair {
  /** The merged heading above it; empty where none is. */
  readonly above: string;
  readonly own: string;
}

function pairHeadings(first: readonly string[], second: readonly string[], width: number): HeadingPair[] {
  const alone = (own: string): HeadingPair => ({ above: '', own });
  if (first.length === second.length && first.length >= width) {
    let merged = '';
    return first.map((heading, k) => {
      if (heading !== '') merged = heading;
      return second[k] === '' ? alone(heading) : { above: merged, own: second[k]! };
    });
  }
  const merged = first.length + second.length - width;
  if (merged < 1 || merged >= first.length)
    return Array.from({ length: width }, (_, k) => alone(first[k] ?? ''));
  const isLikely = second.some(isRole)
    ? isRole
    : (heading: string): boolean => readHeaderCell(heading) === null;
  const order = [...first.keys()].sort((a, b) => Number(isLikely(first[b]!)) - Number(isLikely(first[a]!)));
  const parents = order.slice(0, merged).sort((a, b) => a - b);
  const share = Math.floor(second.length / merged);
  return first.flatMap((heading, k) => {
    const place = parents.indexOf(k);
    if (place < 0) return [alone(heading)];
    return second
      .slice(place * share, place === merged - 1 ? second.length : (place + 1) * share)
      .map((own) => ({ above: heading, own }));
  });
}
