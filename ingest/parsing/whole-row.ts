import { joinLogicalLines, type LogicalLine } from './logical-line.ts';
import type { RowCells } from './merged-cells.ts';
import { readNumber } from './numbering.ts';
import { isRowNumber } from './row-cells.ts';
import type { TableColumn } from './table-columns.ts';
import { cutCells } from './table-row.ts';

/** So many lines a cell may take. */
const MOST_LINES = 12;

/**
 * The row at `lines[at]`; null for a line that is none. A numbered row with too few cells goes on below where a cell holds
 * line breaks: 「1⇥河道⇥1.清淤； ⏎ 2.绿化⇥市水务局」 is one row of four cells. A line behind tabs alone is the only cell of its row.
 */
export function readWholeRow(
  lines: readonly LogicalLine[],
  at: number,
  columns: readonly TableColumn[],
): { cells: LogicalLine[]; length: number } | null {
  const line = lines[at]!;
  const cells = cutCells(line);
  if (!cells) {
    const isLone = line.tabs > 0 && line.tabs < columns.length && readNumber(line.text) === null;
    return isLone ? { cells: [...emptyCells(line, line.tabs), line], length: 1 } : null;
  }
  const isShort = columns[0] === 'number' && isRowNumber(cells[0]!.text) && cells.length < columns.length;
  if (!isShort) return { cells, length: 1 };
  const whole = [...cells];
  for (let i = at + 1; i < Math.min(lines.length, at + MOST_LINES); i++) {
    const next = cutCells(lines[i]!) ?? [lines[i]!];
    const first = next[0]!;
    if (first.text === '' || isRowNumber(first.text) || whole.length + next.length - 1 > columns.length)
      break;
    whole.push(joinLogicalLines([whole.pop()!, first]), ...next.slice(1));
    if (whole.length === columns.length) return { cells: whole, length: i + 1 - at };
  }
  return { cells, length: 1 };
}

/**
 * Lines that go on with the last cell of the row above them: with its own numbering (1.受理； ⏎ 2.审查；), or up to the row
 * with the next number.
 */
export function readTailOfCell(
  lines: readonly LogicalLine[],
  at: number,
  above: RowCells,
  columns: readonly TableColumn[],
): { cells: RowCells; length: number } | null {
  const last = above[columns.length - 1];
  if (!last) return null;
  const length = numberedTail(lines, at, last.text) || tailBeforeNext(lines, at, above, columns);
  if (length === 0) return null;
  return {
    cells: [...above.slice(0, -1), joinLogicalLines([last, ...lines.slice(at, at + length)])],
    length,
  };
}

function numberedTail(lines: readonly LogicalLine[], at: number, cell: string): number {
  let token = readNumber(cell.slice(cell.lastIndexOf('\n') + 1));
  let i = at;
  for (; token !== null && i < lines.length; i++) {
    const next = readNumber(lines[i]!.text);
    if (next?.kind !== token.kind || next.value !== token.value + 1) break;
    token = next;
  }
  return i - at;
}

function tailBeforeNext(
  lines: readonly LogicalLine[],
  at: number,
  above: RowCells,
  columns: readonly TableColumn[],
): number {
  const number = columns[0] === 'number' ? Number.parseInt(above[0]?.text ?? '', 10) : Number.NaN;
  if (Number.isNaN(number)) return 0;
  for (let i = at; i < Math.min(lines.length, at + MOST_LINES); i++) {
    const cells = cutCells(lines[i]!);
    if (cells) return i > at && Number.parseInt(cells[0]!.text, 10) === number + 1 ? i - at : 0;
    const token = readNumber(lines[i]!.text);
    const isSection = token?.kind === 'cn' || token?.kind === 'cn-paren';
    if (isSection || (token === null && i === at && isShortLine(lines[i]!))) return 0;
  }
  return 0;
}

/** A short line without number or stop is rather a section than the end of a cell. */
function isShortLine({ text }: LogicalLine): boolean {
  return text.length <= 40 && !/[。；;]$/.test(text);
}

function emptyCells(line: LogicalLine, count: number): LogicalLine[] {
  const empty: LogicalLine = { ...line, mapped: { text: '', runs: [] }, text: '' };
  return Array.from({ length: count }, () => empty);
}
