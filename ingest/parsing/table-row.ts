import { editMapped } from '../../src/domain/mapped-text.ts';
import { readUnitCell } from '../../src/units/unit-phrases.ts';
import type { UnitCell } from './clause-tree.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import { columnRole, splitCells, type TableColumn } from './task-table.ts';

/** One row of a task table while it is read. */
export interface TableRow {
  readonly number: LogicalLine | null;
  readonly task: readonly LogicalLine[];
  /** Unit cells that stand in this row. */
  readonly units: readonly { readonly column: TableColumn; readonly line: LogicalLine }[];
  /** Deadlines and remarks. */
  readonly other: readonly LogicalLine[];
}

/** What a number cell holds of a number. */
const LONGEST_NUMBER = 12;

/** Hangs the row into the outline; without unit cells of its own it shares `inherited`. */
export function addTableRow(builder: OutlineBuilder, row: TableRow, inherited: readonly UnitCell[]): void {
  const own = readUnitCells(row.units);
  const first = row.task[0]!;
  const isTitle = row.task.length === 1 && first.text.length <= 40 && !/[，。；]/.test(first.text);
  builder.addRow({
    number: row.number?.text.slice(0, LONGEST_NUMBER).replace(/\D/g, '') ?? '',
    title: isTitle ? first.text : '',
    lines: [
      ...(row.number ? [row.number] : []),
      ...row.task,
      ...row.units.map(({ line }) => line),
      ...row.other,
    ],
    cells: own.length > 0 ? own : [...inherited],
  });
  builder.closeRow();
}

/** The cells that name units, each with the role of its column. */
export function readUnitCells(units: TableRow['units']): UnitCell[] {
  return units.flatMap(({ column, line }) => {
    const named = readUnitCell(line.text, columnRole(column));
    return named ? [{ line, units: named }] : [];
  });
}

/** The cells of a line of tabs or |, a <br> inside a cell as a line break; null for plain text. */
export function cutCells(line: LogicalLine): LogicalLine[] | null {
  if (splitCells(line.text) === null) return null;
  const separator = line.text.startsWith('|') ? '|' : '\t';
  const last = separator === '|' ? line.text.length - 1 : line.text.length;
  const cells: LogicalLine[] = [];
  let start = separator === '|' ? 1 : 0;
  for (let i = start; i <= last; i++) {
    if (i === last || line.text[i] === separator) {
      cells.push(withLineBreaks(cutLine(line, start, i)));
      start = i + 1;
    }
  }
  return cells;
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
