import { isCollectiveName, looksLikeBody, looksLikePlace } from '../../src/units/body-name.ts';
import { readRoleVerb } from '../../src/units/role-words.ts';
import { readUnitCell } from '../../src/units/unit-phrases.ts';
import type { UnitCell } from './clause-tree.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import type { DraftNode, OutlineBuilder } from './outline-builder.ts';
import {
  columnRole,
  isMarkdownRule,
  isUnitColumn,
  readHeaderCell,
  readHeaderRow,
  splitCells,
  type TableColumn,
} from './task-table.ts';

/** Where a table begins and what its columns are; `length` lines are its header. */
export interface TableHeader {
  readonly columns: readonly TableColumn[];
  readonly length: number;
  /** rows: one line a row, cells apart by tab or |; flat: one line a cell. */
  readonly layout: 'rows' | 'flat';
}

/** Recognises a table header at `lines[at]`: one line of cells, or its cells line by line. */
export function readTableHeader(lines: readonly LogicalLine[], at: number): TableHeader | null {
  const cells = splitCells(lines[at]!.text);
  if (cells && cells.length >= 2) {
    const columns = readHeaderRow(cells.filter((cell, i) => cell !== '' || i > 0));
    if (columns)
      return { columns, length: isMarkdownRule(lines[at + 1]?.text ?? '') ? 2 : 1, layout: 'rows' };
    return null;
  }
  const flat: string[] = [];
  for (let i = at; i < lines.length && flat.length < 8; i++) {
    if (readHeaderCell(lines[i]!.text) === null) break;
    flat.push(lines[i]!.text);
  }
  const columns = flat.length >= 2 ? readHeaderRow(flat) : null;
  if (columns) return { columns, length: flat.length, layout: 'flat' };
  return readHeaderlessTable(lines, at);
}

/** Rows without a header: 1 ⏎ task ⏎ units ⏎ 2, or 1 ⏎ unit ⏎ task … ⏎ 2. */
function readHeaderlessTable(lines: readonly LogicalLine[], at: number): TableHeader | null {
  if (!/^1[.．、]?$/.test(lines[at]!.text)) return null;
  const second = lines.findIndex(({ text }, i) => i > at && i <= at + 12 && /^2[.．、]?$/.test(text));
  if (second < 0) return null;
  const isUnits = lines.slice(at + 1, second).map(({ text }) => isUnitCellText(text));
  if (isUnits.length < 2) return null;
  if (isUnits[0] && !isUnits[1]) return { columns: ['number', 'units', 'task'], length: 0, layout: 'flat' };
  if (!isUnits[0] && isUnits.includes(true))
    return { columns: ['number', 'task', 'units'], length: 0, layout: 'flat' };
  return null;
}

/** Whether a line is a unit cell: bodies only, or a list closed by a role word; never a sentence. */
function isUnitCellText(text: string): boolean {
  if (text.length > 300 || /[。；;！？]$/.test(text)) return false;
  const verb = readRoleVerb(text.replace(/\s+/g, ''));
  const units = readUnitCell(text, 'responsible');
  if (!units || units.length === 0) return false;
  const areBodies = units.every(
    ({ name }) => looksLikeBody(name) || looksLikePlace(name) || isCollectiveName(name),
  );
  return (
    areBodies || (verb !== null && units.filter(({ name }) => looksLikeBody(name)).length * 2 >= units.length)
  );
}

interface Row {
  number: LogicalLine | null;
  task: LogicalLine[];
  units: { readonly column: TableColumn; readonly line: LogicalLine }[];
  other: LogicalLine[];
}

/**
 * Reads a flattened table (one line a cell) from `at` on and returns the index of the first line behind it. Rows are
 * number ⏎ task ⏎ units, or number ⏎ unit ⏎ its tasks, where the unit holds for all rows up to the next one. Section headings
 * between the rows open items; repeated ones (a table over two pages) are the same item.
 */
export function readFlatTable(
  lines: readonly LogicalLine[],
  at: number,
  header: TableHeader,
  builder: OutlineBuilder,
  openHeading: (line: LogicalLine) => boolean,
  isEnd: (line: LogicalLine) => boolean,
): number {
  const unitFirst =
    header.columns.findIndex(isUnitColumn) < header.columns.indexOf('task') &&
    header.columns.some(isUnitColumn);
  const unitColumns = header.columns.filter(isUnitColumn);
  let row: Row = emptyRow();
  let group: readonly UnitCell[] = [];
  let heading: DraftNode | null = null;

  const flush = (): void => {
    if (row.task.length > 0) {
      addRow(builder, row, group);
      heading = null;
    } else if (row.units.length > 0 && heading && !unitFirst) {
      heading.lines.push(...row.units.map(({ line }) => line));
      heading.cells = readCells(row.units);
      heading = null;
    }
    row = emptyRow();
  };

  let i = at + header.length;
  for (; i < lines.length; i++) {
    const line = lines[i]!;
    const repeated = readTableHeader(lines, i);
    if (repeated && repeated.layout === 'flat' && repeated.length > 0) {
      i += repeated.length - 1;
      continue;
    }
    if (isEnd(line)) break;
    const number = /^\d{1,3}[.．、]?$/.test(line.text);
    if (number) {
      flush();
      row.number = line;
      continue;
    }
    const token = readNumber(line.text);
    if (
      token &&
      (token.kind === 'cn' || token.kind === 'cn-paren') &&
      !/[。；]$/.test(line.text) &&
      line.text.length <= 60
    ) {
      flush();
      builder.closeRows();
      group = [];
      openHeading(line);
      heading = builder.currentItem;
      continue;
    }
    if (unitFirst) {
      if (
        (row.number !== null || !header.columns.includes('number')) &&
        row.task.length === 0 &&
        isUnitCellText(line.text)
      ) {
        group = readCells([{ column: unitColumns[0]!, line }]);
        builder.openRowGroup(
          row.number?.text.replace(/\D/g, '') ?? '',
          line.text,
          row.number ? [row.number, line] : [line],
        );
        row = emptyRow();
      } else {
        row.task.push(line);
        flush();
      }
      continue;
    }
    if (isUnitCellText(line.text) && (row.task.length > 0 || heading)) {
      const column = unitColumns[row.units.length];
      if (column) row.units.push({ column, line });
      else {
        flush();
        row.task.push(line);
      }
      continue;
    }
    if (row.units.length > 0) {
      if (isRowRemark(line.text)) row.other.push(line);
      else {
        flush();
        row.task.push(line);
      }
    } else row.task.push(line);
  }
  flush();
  builder.closeRows();
  return i;
}

/** 2025年底前, 持续推进: a deadline or remark cell behind the units. */
function isRowRemark(text: string): boolean {
  return text.length <= 20 && /(?:\d{4}年|年底|月底|持续|长期|每年|—|\/|无)/.test(text);
}

/** Reads a table whose lines are whole rows (tabs or |) and returns the index of the first line behind it. */
export function readRowTable(
  lines: readonly LogicalLine[],
  at: number,
  header: TableHeader,
  builder: OutlineBuilder,
): number {
  let i = at + header.length;
  let previous: UnitCell[] = [];
  let category = '';
  for (; i < lines.length; i++) {
    const line = lines[i]!;
    const cells = cellLines(line);
    if (!cells) break;
    if (isMarkdownRule(line.text) || readHeaderRow(cells.map(({ text }) => text))) continue;
    const column = (wanted: TableColumn): LogicalLine | null => {
      const cell = cells[header.columns.indexOf(wanted)];
      return cell && cell.text !== '' ? cell : null;
    };
    const named = column('category');
    if (named && named.text !== category) {
      category = named.text;
      builder.closeRows();
      builder.openHeading(named).title = named.text;
    }
    const units = header.columns.flatMap((kind, k) =>
      isUnitColumn(kind) && cells[k] && cells[k].text !== '' ? [{ column: kind, line: cells[k] }] : [],
    );
    const task = column('task');
    if (!task) continue;
    const own = readCells(units);
    const inherited = own.length > 0 ? own : previous;
    previous = inherited;
    addRow(
      builder,
      {
        number: column('number'),
        task: [task],
        units,
        other: header.columns.flatMap((kind, k) => (kind === 'deadline' && cells[k]?.text ? [cells[k]] : [])),
      },
      inherited,
    );
  }
  builder.closeRows();
  return i;
}

function cellLines(line: LogicalLine): LogicalLine[] | null {
  if (splitCells(line.text) === null) return null;
  const separator = line.text.startsWith('|') ? '|' : '\t';
  const cells: LogicalLine[] = [];
  const last = separator === '|' ? line.text.length - 1 : line.text.length;
  let start = separator === '|' ? 1 : 0;
  for (let i = start; i <= last; i++) {
    if (i === last || line.text[i] === separator) {
      cells.push(cutLine(line, start, i));
      start = i + 1;
    }
  }
  return cells;
}

function addRow(builder: OutlineBuilder, row: Row, group: readonly UnitCell[]): void {
  const cells = row.units.length > 0 ? readCells(row.units) : [...group];
  const first = row.task[0]!;
  const isTitle = row.task.length === 1 && first.text.length <= 40 && !/[，。；]/.test(first.text);
  const lines = [
    ...(row.number ? [row.number] : []),
    ...row.task,
    ...row.units.map(({ line }) => line),
    ...row.other,
  ];
  builder.addRow({
    number: row.number?.text.replace(/\D/g, '') ?? '',
    title: isTitle ? first.text : '',
    lines,
    headingLength: 0,
    cells,
  });
  builder.closeRow();
}

function readCells(
  units: readonly { readonly column: TableColumn; readonly line: LogicalLine }[],
): UnitCell[] {
  return units.flatMap(({ column, line }) => {
    const named = readUnitCell(line.text, columnRole(column));
    return named ? [{ line, units: named }] : [];
  });
}

function emptyRow(): Row {
  return { number: null, task: [], units: [], other: [] };
}
