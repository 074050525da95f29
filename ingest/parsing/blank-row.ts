import { concatMapped, editMapped, type MappedText, type TextEdit } from '../../src/domain/mapped-text.ts';
import { alignCells, type ColumnForm, isStroke, isTimeCell } from './align-cells.ts';
import { piecesOf } from './blank-header.ts';
import { lineBreakAfter } from './logical-line.ts';
import { isUnitCellText } from './unit-cell.ts';

/** How a row with cells apart by blanks is read. */
export interface RowForm {
  /** Of the columns behind the number. */
  readonly forms: readonly ColumnForm[];
  readonly isNumbered: boolean;
  /** A row that has something in this column, or behind it, is whole: its time, else its last units, else its last cell. */
  readonly lastNeeded: number;
  /** The first column of units or times: what stands there goes on in no sentence. */
  readonly firstNamed: number;
}

const NUMBER = /^[（(]?(?<value>\d{1,4})[)）]?(?<mark>[.．、](?!\d))?(?:\s+|(?<=[)）.．、]))(?=\S)/;

/** The number that opens a row, with its length, blanks behind it included; null where none does. */
export function readRowStart(
  text: string,
): { readonly value: number; readonly isMarked: boolean; readonly length: number } | null {
  const match = NUMBER.exec(text.slice(0, 40));
  if (!match?.groups) return null;
  return {
    value: Number(match.groups['value']),
    isMarked: /[）).．、]/.test(match[0]),
    length: match[0].length,
  };
}

/** The columns of the pieces of a row, from 0 behind its number. */
export function columnsOf(text: string, { forms, isNumbered }: RowForm): number[] {
  return alignCells(
    piecesOf(text, isNumbered ? (readRowStart(text)?.length ?? 0) : 0).map((piece) => piece.text),
    forms,
  );
}

/** The row with tabs between its cells, as many as there are columns. */
export function withCellTabs(mapped: MappedText, row: RowForm): MappedText {
  const { text } = mapped;
  const first = row.isNumbered ? 1 : 0;
  const start = row.isNumbered ? (readRowStart(text)?.length ?? 0) : 0;
  const columns = columnsOf(text, row);
  const edits: TextEdit[] = [];
  let end = text.slice(0, start).trimEnd().length;
  let column = 0;
  piecesOf(text, start).forEach((piece, i) => {
    const next = columns[i]! + first;
    if (next > column) edits.push({ start: end, end: piece.start, replacement: '\t'.repeat(next - column) });
    column = next;
    end = piece.end;
  });
  const left = row.forms.length - 1 + first - column;
  if (left > 0) edits.push({ start: text.length, end: text.length, replacement: '\t'.repeat(left) });
  return editMapped(mapped, edits);
}

/** Whether a row that has been broken goes on in the line below it. */
export function goesOnBelow(above: string, below: string, row: RowForm): boolean {
  if (/[、，（(]$/.test(above)) return true;
  const columns = columnsOf(above, row);
  const last = columns.at(-1) ?? 0;
  const first = firstPiece(below);
  if (last >= row.lastNeeded) return isTornCell(lastPiece(above), below);
  return last < row.firstNamed || !/[。；]$/.test(first);
}

/** A name or a time that the end of a line has torn: 2026年 ⏎ 5月底. */
function isTornCell(above: string, below: string): boolean {
  if (below.length > 20 || /\s/.test(below)) return false;
  return isTornTime(above, below) || (isUnitCellText(above + below) && !isUnitCellText(below));
}

function isTornTime(above: string, below: string): boolean {
  return /[\d年月]$/.test(above) && /^[\d月底末前]/.test(below) && isTimeCell(above + below);
}

/** Both lines as one, a blank between them where a cell ends with the first. */
export function joinRowLines(above: MappedText, below: MappedText): MappedText {
  const left = lastPiece(above.text);
  const right = firstPiece(below.text);
  if (!isCellEnd(left, right)) return concatMapped([above, below]);
  return concatMapped([above, { ...lineBreakAfter(above), text: ' ' }, below]);
}

function isCellEnd(left: string, right: string): boolean {
  if (/[、，（(]$/.test(left) || isTornTime(left, right)) return false;
  const isNamed = isUnitCellText(right) || isTimeCell(right) || isStroke(right);
  return isNamed && (/[。；]$/.test(left) || isUnitCellText(left) || isTimeCell(left) || isStroke(left));
}

function firstPiece(text: string): string {
  return /^\S*/.exec(text)![0];
}

function lastPiece(text: string): string {
  let start = text.length;
  while (start > 0 && !/\s/.test(text[start - 1]!)) start--;
  return text.slice(start);
}
