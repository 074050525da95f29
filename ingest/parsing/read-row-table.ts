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
  openHeading: (line: LogicalLine) => boolean,
): number {
  let previous: readonly UnitCell[] = [];
  let category = '';
  let i = at + header.length;
  for (; i < lines.length; i++) {
    const cells = cutCells(lines[i]!);
    if (!cells) {
      if (!isSectionLine(lines, i)) break;
      builder.closeRows();
      if (!openHeading(lines[i]!)) builder.openCategory(lines[i]!);
      previous = [];
      continue;
    }
    if (isMarkdownRule(lines[i]!.text) || readHeaderRow(cells.map(({ text }) => text))) continue;
    const columns = header.columns.flatMap((column, k) =>
      cells[k] && cells[k].text !== '' ? [{ column, line: cells[k] }] : [],
    );
    const section = readSectionRow(cells, header);
    if (section) {
      builder.closeRows();
      if (section.number !== '' || !openHeading(section.title))
        builder.openCategory(section.title, section.number);
      previous = [];
      continue;
    }
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
        other: columns
          .filter(({ column }) => column === 'deadline' || column === 'other')
          .map(({ line }) => line),
      },
      previous,
    );
  }
  builder.closeRows();
  return i;
}

/** A short line between rows: 「一、源头防控」. */
function isSectionLine(lines: readonly LogicalLine[], at: number): boolean {
  const { text } = lines[at]!;
  return text.length <= 40 && !/[。：:]/.test(text) && cutCells(lines[at + 1] ?? lines[at]!) !== null;
}

/** A row that is only a heading: one cell (一、源头防控), or a Chinese number and a title (二 | 推进乡村建设). */
function readSectionRow(
  cells: readonly LogicalLine[],
  header: TableHeader,
): { number: string; title: LogicalLine } | null {
  const filled = cells.filter(({ text }) => text !== '');
  if (header.columns.length < 3) return null;
  const [first, second] = filled;
  if (filled.length === 1 && first && header.columns[cells.indexOf(first)] !== 'task')
    return { number: '', title: first };
  const isNumbered = filled.length === 2 && /^[一二三四五六七八九十]{1,3}$/.test(first!.text);
  return isNumbered && second ? { number: first!.text, title: second } : null;
}
