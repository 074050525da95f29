import type { UnitCell } from './clause-tree.ts';
import type { LogicalLine } from './logical-line.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import type { TableHeader } from './table-header.ts';
import { addTableRow, cutCells, readUnitCells } from './table-row.ts';
import { isMarkdownRule, isUnitColumn, readHeaderRow } from './task-table.ts';

/**
 * Reads a table whose lines are whole rows (tabs or |) and returns the index of the first line behind it. An empty category
 * or unit cell is a merged one: the cell above holds.
 */
export function readRowTable(
  lines: readonly LogicalLine[],
  at: number,
  header: TableHeader,
  builder: OutlineBuilder,
): number {
  let previous: readonly UnitCell[] = [];
  let category = '';
  let i = at + header.length;
  for (; i < lines.length; i++) {
    const cells = cutCells(lines[i]!);
    if (!cells) break;
    if (isMarkdownRule(lines[i]!.text) || readHeaderRow(cells.map(({ text }) => text))) continue;
    const columns = header.columns.flatMap((column, k) =>
      cells[k] && cells[k].text !== '' ? [{ column, line: cells[k] }] : [],
    );
    const named = columns.find(({ column }) => column === 'category')?.line;
    if (named && named.text !== category) {
      category = named.text;
      builder.closeRows();
      builder.openCategory(named);
    }
    const task = columns.filter(({ column }) => column === 'task').map(({ line }) => line);
    if (task.length === 0) continue;
    const units = columns.filter(({ column }) => isUnitColumn(column));
    const own = readUnitCells(units);
    if (own.length > 0) previous = own;
    addTableRow(
      builder,
      {
        number: columns.find(({ column }) => column === 'number')?.line ?? null,
        task,
        units,
        other: columns.filter(({ column }) => column === 'deadline').map(({ line }) => line),
      },
      previous,
    );
  }
  builder.closeRows();
  return i;
}
