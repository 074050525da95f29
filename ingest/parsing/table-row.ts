import { editMapped } from '../../src/domain/mapped-text.ts';
import type { UnitCell } from './clause-tree.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import { findCells } from './row-cells.ts';
import { columnRole, type TableColumn } from './table-columns.ts';
import { readColumnUnits } from './unit-cell.ts';

/** One row of a table while it is read. */
export interface TableRow {
  readonly number: LogicalLine | null;
  /** Cells that may name the row; the first that is short does. */
  readonly names: readonly LogicalLine[];
  /** All its cells, in the order in which the row shows them. */
  readonly lines: readonly LogicalLine[];
  /** What is printed above the column of each; empty where that is not known. */
  readonly headings: readonly string[];
  /** Its units, those of merged cells too; null where the table has no unit column. */
  readonly cells: readonly UnitCell[] | null;
  /** A time in a merged cell above. */
  readonly heldDeadline: LogicalLine | null;
}

/** A unit cell as printed. */
export interface PrintedUnitCell {
  readonly column: TableColumn;
  readonly line: LogicalLine;
}

/** What a number cell holds of a number. */
const LONGEST_NUMBER = 12;

/** Hangs the row into the outline. */
export function addTableRow(builder: OutlineBuilder, row: TableRow): void {
  builder.addRow({
    number: row.number ? readRowNumber(row.number) : '',
    title: row.names.find(({ text }) => isRowTitle(text))?.text ?? '',
    lines: row.lines,
    headings: row.headings,
    cells: row.cells && [...row.cells],
    heldDeadline: row.heldDeadline?.text ?? null,
  });
  builder.closeRow();
}

export function readRowNumber(line: LogicalLine): string {
  return line.text.slice(0, LONGEST_NUMBER).replace(/\D/g, '');
}

/** Whether a cell is the name of a task, not its description. */
export function isRowTitle(text: string): boolean {
  return text.length <= 40 && !/[，。；\n]/.test(text);
}

/** The cells that name units, each with the role of its column. */
export function readUnitCells(units: readonly PrintedUnitCell[]): UnitCell[] {
  return units.flatMap(({ column, line }) => {
    const named = readColumnUnits(line.text, columnRole(column));
    return named ? [{ line, units: named }] : [];
  });
}

/** The cells of a line of tabs or |, a <br> inside a cell as a line break; null for plain text. */
export function cutCells(line: LogicalLine): LogicalLine[] | null {
  return findCells(line.text)?.map(({ start, end }) => withLineBreaks(cutLine(line, start, end))) ?? null;
}

function withLineBreaks(cell: LogicalLine): LogicalLine {
  const breaks = [...cell.text.matchAll(/\s*<br\s*\/?>\s*/gi)];
  if (breaks.length === 0) return cell;
  const mapped = editMapped(
    cell.mapped,
    breaks.map((match) => ({ start: match.index, end: match.index + match[0].length, replacement: '\n' })),
  );
  return { ...cell, mapped, text: mapped.text };
}
