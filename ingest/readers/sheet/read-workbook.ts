import type { CellObject, WorkSheet } from 'xlsx';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { OpenedWorkbook } from './open-workbook.ts';
import type { GridCell, MergedRange, SheetGrid } from './sheet-grid.ts';
import { MOST_CELLS, MOST_COLUMNS, MOST_MERGES, MOST_ROWS, MOST_SHEETS } from './sheet-limits.ts';

/** The visible sheets of a workbook, and how much of it is not shown. */
export interface WorkbookGrids {
  readonly sheets: readonly SheetGrid[];
  readonly hidden: HiddenCounts;
  readonly comments: number;
}

/** What holds text and is not shown. */
export interface HiddenCounts {
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
}

/** Throws ReaderError where the workbook is larger than any table of an office. */
export function readWorkbook({ workbook }: OpenedWorkbook): WorkbookGrids {
  const { SheetNames: names } = workbook;
  if (names.length > MOST_SHEETS)
    throw new ReaderError(`工作表过多（${names.length} 张，上限 ${MOST_SHEETS} 张）`);
  const hidden = { sheets: 0, rows: 0, columns: 0 };
  const sheets: SheetGrid[] = [];
  let comments = 0;
  let count = 0;
  names.forEach((name, i) => {
    const sheet = workbook.Sheets[name];
    if (!sheet || !Array.isArray(sheet)) return;
    const cells = listCells(sheet);
    count += cells.length;
    if (count > MOST_CELLS) throw new ReaderError(`表格超过 ${MOST_CELLS} 个单元格`);
    if (cells.length === 0) return;
    if ((workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0) {
      hidden.sheets++;
      return;
    }
    const { grid, hiddenRows, hiddenColumns, shownComments } = readSheet(name, sheet, cells);
    hidden.rows += hiddenRows;
    hidden.columns += hiddenColumns;
    comments += shownComments;
    if (grid.rows.length > 0) sheets.push(grid);
  });
  return { sheets, hidden, comments };
}

interface PlacedCell extends GridCell {
  readonly hasComment: boolean;
}

/** Filled cells in order; `forEach` passes over the holes of a sparse sheet. */
function listCells(sheet: readonly (readonly (CellObject | undefined)[])[]): PlacedCell[] {
  const cells: PlacedCell[] = [];
  sheet.forEach((line, row) => {
    if (row >= MOST_ROWS) throw new ReaderError(`表格超过 ${MOST_ROWS} 行`);
    line?.forEach((cell, column) => {
      const text = cell ? displayedText(cell) : '';
      if (text === '') return;
      if (column >= MOST_COLUMNS) throw new ReaderError(`表格超过 ${MOST_COLUMNS} 列`);
      cells.push({ row, column, text, hasComment: (cell?.c?.length ?? 0) > 0 });
    });
  });
  return cells;
}

/** As the program shows it; a date whose format the file names by number alone comes out in American order and is turned round. */
function displayedText(cell: CellObject): string {
  if (cell.t === 'z') return '';
  const shown = cell.w ?? String(cell.v ?? '');
  const american = cell.t === 'n' ? /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/u.exec(shown) : null;
  const text = american ? `20${american[3]}/${american[1]}/${american[2]}` : shown;
  return text.replaceAll('\t', ' ').replace(/\r\n?/gu, '\n').trim();
}

function readSheet(
  name: string,
  sheet: WorkSheet,
  cells: readonly PlacedCell[],
): { grid: SheetGrid; hiddenRows: number; hiddenColumns: number; shownComments: number } {
  const merges = (sheet['!merges'] ?? []).map(
    ({ s, e }): MergedRange => ({
      top: s.r,
      left: s.c,
      bottom: e.r,
      right: e.c,
    }),
  );
  if (merges.length > MOST_MERGES) throw new ReaderError('合并单元格过多');
  const columns = sheet['!cols'] ?? [];
  const lines = sheet['!rows'] ?? [];
  const filtered = filteredRows(sheet);
  const isHiddenRow = (row: number): boolean => lines[row]?.hidden === true && !filtered(row);
  const hiddenColumns = new Set(columns.flatMap((column, k) => (column?.hidden === true ? [k] : [])));
  const lostRows = new Set<number>();
  const lostColumns = new Set<number>();
  const starts = new Map(merges.map((merge) => [`${merge.top}:${merge.left}`, merge]));
  const shown: PlacedCell[] = [];
  for (const cell of cells) {
    const merge = starts.get(`${cell.row}:${cell.column}`);
    const row = firstShown(cell.row, merge?.bottom ?? cell.row, isHiddenRow);
    const column = firstShown(cell.column, merge?.right ?? cell.column, (k) => hiddenColumns.has(k));
    if (row === null) lostRows.add(cell.row);
    else if (column === null) lostColumns.add(cell.column);
    else {
      shown.push({ ...cell, row, column });
      if (merge && (row !== cell.row || column !== cell.column))
        merges.push({ ...merge, top: row, left: column });
    }
  }
  shown.sort((a, b) => a.row - b.row || a.column - b.column);
  const rows: PlacedCell[][] = [];
  for (const cell of shown) {
    if (rows.at(-1)?.[0]?.row !== cell.row) rows.push([]);
    rows.at(-1)!.push(cell);
  }
  const shownComments = shown.filter(({ hasComment }) => hasComment).length;
  const grid = { name, rows, merges: merges.filter((merge) => merge.right < MOST_COLUMNS), hiddenColumns };
  return { grid, hiddenRows: lostRows.size, hiddenColumns: lostColumns.size, shownComments };
}

/** Where a cell from `from` to `to` begins to be seen; null where all of it is hidden. */
function firstShown(from: number, to: number, isHidden: (k: number) => boolean): number | null {
  for (let k = from; k <= to; k++) if (!isHidden(k)) return k;
  return null;
}

/** Rows that an automatic filter passes over are a way to look at the table, not hidden from its readers. */
function filteredRows(sheet: WorkSheet): (row: number) => boolean {
  const range = /^\$?[A-Z]+\$?(?<first>\d+):\$?[A-Z]+\$?(?<last>\d+)$/u.exec(sheet['!autofilter']?.ref ?? '');
  if (!range) return () => false;
  const first = Number(range.groups!['first']);
  const last = Number(range.groups!['last']);
  return (row) => row >= first && row < last;
}
