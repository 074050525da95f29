import type { UnitCell } from './clause-tree.ts';
import { joinLogicalLines, type LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';
import type { DraftNode, OutlineBuilder } from './outline-builder.ts';
import { isUnitColumn, type TableColumn } from './table-columns.ts';
import { readTableHeader, type TableHeader } from './table-header.ts';
import { addTableRow, type PrintedUnitCell, readUnitCells } from './table-row.ts';
import { isUnitCellText } from './unit-cell.ts';

/** How the outline takes part while a table is read. */
export interface FlatTableHooks {
  /** Opens a section heading between rows; false where it is none after all. */
  readonly openHeading: (line: LogicalLine) => boolean;
  /** Whether the table ends before this line: an annex, a note. */
  readonly isEnd: (line: LogicalLine) => boolean;
}

interface DraftRow {
  number: LogicalLine | null;
  task: LogicalLine[];
  /** Lines of each unit column in order; a cell may run over several. */
  units: LogicalLine[][];
  other: LogicalLine[];
}

/**
 * Reads a flattened table (one line a cell) from `at` on and returns the index of the first line behind it. Its rows are
 *   [number] task units… [deadline]          or
 *   unit ([number] task [deadline])…          where the unit, printed once, holds up to the next one.
 * Section headings between the rows open items; one that units follow at once is a task itself. Repeated headings and
 * header rows (a table over two pages) count once.
 */
export function readFlatTable(
  lines: readonly LogicalLine[],
  at: number,
  header: TableHeader,
  builder: OutlineBuilder,
  hooks: FlatTableHooks,
): number {
  const unitColumns = header.columns.filter(isUnitColumn);
  const unitAt = header.columns.findIndex(isUnitColumn);
  const unitFirst = unitAt >= 0 && unitAt < header.columns.indexOf('task');
  const numberAt = header.columns.indexOf('number');
  const numbersUnits = numberAt >= 0 && numberAt < unitAt;
  let row = emptyRow();
  let group = emptyGroup();
  let heading: DraftNode | null = null;

  const flush = (): void => {
    if (row.task.length > 0) {
      if (group.lines.length > 0 && !group.isOpen) openGroup();
      const units = unitCellsOf(row, unitColumns);
      const own = readUnitCells(units);
      addTableRow(builder, {
        number: row.number,
        names: row.task.length === 1 ? row.task : [],
        lines: [
          ...(row.number ? [row.number] : []),
          ...row.task,
          ...units.map(({ line }) => line),
          ...row.other,
        ],
        headings: [],
        cells: own.length > 0 ? own : group.cells,
        heldDeadline: null,
      });
      heading = null;
    } else if (row.units.length > 0 && heading) {
      const units = unitCellsOf(row, unitColumns);
      for (const { line } of units) heading.lines.push(line);
      heading.cells = readUnitCells(units);
      heading = null;
    }
    row = emptyRow();
  };
  const openGroup = (): void => {
    const line = joinLogicalLines(group.lines);
    group.cells = readUnitCells([{ column: unitColumns[0] ?? 'units', line }]);
    builder.openRowGroup(
      group.number?.text.replace(/\D/g, '') ?? '',
      group.lines.map(({ text }) => text).join('、'),
    );
    group.isOpen = true;
  };
  const takeGroupUnit = (line: LogicalLine): void => {
    if (group.isOpen || group.lines.length === 0) {
      group = { ...emptyGroup(), number: numbersUnits ? row.number : null };
      if (numbersUnits) row.number = null;
    }
    group.lines.push(line);
  };
  /** A sentence behind the last row of numbered rows, with no number and no units, is no row. */
  const isTextBehind = ({ number, task, units }: DraftRow): boolean =>
    numberAt >= 0 &&
    !unitFirst &&
    number === null &&
    units.length === 0 &&
    /[。]$/.test(task.at(-1)?.text ?? '');
  const takeUnit = (line: LogicalLine): void => {
    const last = row.units.at(-1);
    const goesOn =
      last !== undefined && (/[、，,]$/.test(last.at(-1)!.text) || row.units.length >= unitColumns.length);
    if (goesOn) last.push(line);
    else row.units.push([line]);
  };

  let i = at + header.length;
  let rowStart = i;
  for (; i < lines.length && !hooks.isEnd(lines[i]!); i++) {
    const line = lines[i]!;
    if (row.number === null && row.task.length === 0) rowStart = i;
    const repeated = readTableHeader(lines, i);
    if (repeated?.layout === 'flat' && repeated.length > 0) {
      i += repeated.length - 1;
    } else if (/^\d{1,3}[.．、]?$/.test(line.text)) {
      flush();
      row.number = line;
    } else if (isSectionHeading(line)) {
      flush();
      builder.closeRows();
      group = emptyGroup();
      hooks.openHeading(line);
      heading = builder.currentItem;
    } else if (unitFirst) {
      const mayBeUnit = numbersUnits
        ? row.number !== null && row.task.length === 0
        : row.number === null || row.task.length > 0;
      if (mayBeUnit && isUnitCellText(line.text)) {
        if (row.task.length > 0) flush();
        takeGroupUnit(line);
      } else if (row.task.length > 0 && isRowRemark(line.text)) row.other.push(line);
      else {
        if (row.task.length > 0) flush();
        row.task.push(line);
      }
    } else if (isUnitCellText(line.text) && row.other.length === 0 && (row.task.length > 0 || heading)) {
      takeUnit(line);
    } else if (row.units.length > 0 && isRowRemark(line.text)) row.other.push(line);
    else {
      if (row.units.length > 0) flush();
      if (row.number === null && row.task.length === 0) rowStart = i;
      row.task.push(line);
    }
  }
  if (isTextBehind(row)) {
    i = rowStart;
    row = emptyRow();
  }
  flush();
  builder.closeRows();
  return i;
}

function isSectionHeading({ text }: LogicalLine): boolean {
  const token = readNumber(text);
  return (token?.kind === 'cn' || token?.kind === 'cn-paren') && !/[。；]$/.test(text) && text.length <= 60;
}

/** 2025年底前, 2023年12月, 持续推进, 长期: a deadline or remark cell. */
function isRowRemark(text: string): boolean {
  return (
    text.length <= 20 &&
    /(?:\d{4}年|年底|月底|季度|持续|长期|常态|全年|年内|每年|每月|^[—\-/无]$)/.test(text) &&
    !/[。；]$/.test(text)
  );
}

function unitCellsOf(row: DraftRow, unitColumns: readonly TableColumn[]): PrintedUnitCell[] {
  return row.units.map((lines, k) => ({
    column: unitColumns[k] ?? 'units',
    line: joinLogicalLines(lines),
  }));
}

function emptyRow(): DraftRow {
  return { number: null, task: [], units: [], other: [] };
}

function emptyGroup(): {
  number: LogicalLine | null;
  lines: LogicalLine[];
  cells: UnitCell[];
  isOpen: boolean;
} {
  return { number: null, lines: [], cells: [], isOpen: false };
}
