import { editMapped, type TextEdit } from '../../src/domain/mapped-text.ts';
import type { LogicalLine } from './logical-line.ts';
import { areLabels } from './row-cells.ts';
import { joinHeadings } from './row-header.ts';
import { isUnitColumn, readHeaderCell, readHeaderRow } from './table-columns.ts';

/** The heading of a table whose cells are apart by no more than blanks. */
export interface BlankHeader<Line> {
  /** Its lines with tabs between their cells. */
  readonly lines: readonly Line[];
  readonly headings: readonly string[];
  /** The first column is the number of the row. */
  readonly isNumbered: boolean;
}

/** A stretch of a line that is not blank. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const LONGEST = 160;
const MOST_COLUMNS = 12;
/** Fewer even lines may be chance. */
const LEAST_ROWS = 3;

export function piecesOf(text: string, from = 0): Piece[] {
  return [...text.slice(from).matchAll(/\S+/g)].map(({ 0: piece, index }) => ({
    start: from + index,
    end: from + index + piece.length,
    text: piece,
  }));
}

/**
 * 「序号 重点任务 牵头单位 配合单位 完成时限」: labels of which the first is a number, that are all known as headings of a task table, or some of
 * which are known and stand above lines of as many pieces. A second line that names the roles (牵头单位 配合单位 below 责任分工) belongs to it. Null for any other line.
 */
export function readBlankHeader<Line extends LogicalLine>(
  lines: readonly Line[],
  at: number,
): BlankHeader<Line> | null {
  const cells = readCells(lines[at]!.text);
  if (!cells) return null;
  const names = cells.map(({ text }) => text);
  const isNumbered = readHeaderCell(names[0]!) === 'number';
  const known = names.filter((name) => readHeaderCell(name) !== null).length;
  const isKnown = readHeaderRow(names) !== null && known === names.length;
  if (!isNumbered && !isKnown && !(known > 0 && standsAboveRows(lines, at, names.length))) return null;
  const below = readCells(lines[at + 1]?.text ?? '', 2);
  const roles = below?.every(({ text }) => isRole(text)) ? below : null;
  if (!roles) return { lines: [withTabs(lines[at]!, cells)], headings: names, isNumbered };
  return {
    lines: [withTabs(lines[at]!, cells), withTabs(lines[at + 1]!, roles)],
    headings: joinHeadings(
      names,
      roles.map(({ text }) => text),
      names.length + roles.length - 1,
    ),
    isNumbered,
  };
}

/** Lines below it with as many pieces each as there are headings. */
function standsAboveRows(lines: readonly LogicalLine[], at: number, width: number): boolean {
  const below = lines.slice(at + 1, at + 1 + LEAST_ROWS);
  return (
    below.length === LEAST_ROWS &&
    below.every(({ text }) => !/[\t|｜]|。$/.test(text) && piecesOf(text).length === width)
  );
}

function isRole(heading: string): boolean {
  const column = readHeaderCell(heading);
  return column !== null && isUnitColumn(column);
}

/** Labels apart by blanks; those of single characters (序 号) are one where that makes a heading. */
function readCells(text: string, least = 3): Piece[] | null {
  if (text.length > LONGEST || /[\t|｜。；，]/.test(text)) return null;
  const pieces = piecesOf(text);
  const cells: Piece[] = [];
  for (let i = 0; i < pieces.length; ) {
    const spread = [4, 3, 2].find((count) => isSpread(pieces.slice(i, i + count), count)) ?? 1;
    const last = pieces[i + spread - 1]!;
    const start = pieces[i]!.start;
    cells.push({ start, end: last.end, text: text.slice(start, last.end).replace(/\s+/g, '') });
    i += spread;
  }
  const isHeader =
    cells.length >= least && cells.length <= MOST_COLUMNS && areLabels(cells.map((cell) => cell.text));
  return isHeader ? cells : null;
}

function isSpread(pieces: readonly Piece[], count: number): boolean {
  return (
    pieces.length === count &&
    pieces.every(({ text }) => text.length === 1) &&
    readHeaderCell(pieces.map(({ text }) => text).join('')) !== null
  );
}

function withTabs<Line extends LogicalLine>(line: Line, cells: readonly Piece[]): Line {
  const edits = cells.slice(1).map(
    ({ start }, k): TextEdit => ({
      start: cells[k]!.end,
      end: start,
      replacement: '\t',
    }),
  );
  const mapped = editMapped(line.mapped, edits);
  return { ...line, mapped, text: mapped.text };
}
