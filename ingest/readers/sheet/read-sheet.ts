import * as XLSX from 'xlsx';
import type { TextBuilder } from '../text-builder.ts';

const MOST_ROWS = 50_000;
const MOST_COLUMNS = 200;

/** A sheet's cells as they are displayed; merged cells stand where they begin. */
export interface SheetGrid {
  readonly rows: readonly { readonly at: number; readonly cells: readonly string[] }[];
  /** Hidden rows and columns that hold something. */
  readonly hidden: number;
  /** Rows or columns beyond the limits. */
  readonly isCut: boolean;
}

/** What of a sheet is seen: rows and columns that are not hidden, cells as displayed, never formulas. */
export function gridOf(sheet: XLSX.WorkSheet): SheetGrid {
  const range = sheet['!ref'] ? XLSX.utils.decode_range(sheet['!ref']) : null;
  if (!range) return { rows: [], hidden: 0, isCut: false };
  const lastRow = Math.min(range.e.r, range.s.r + MOST_ROWS - 1);
  const lastColumn = Math.min(range.e.c, range.s.c + MOST_COLUMNS - 1);
  const columns: number[] = [];
  const hiddenThings = new Set<string>();
  for (let c = range.s.c; c <= lastColumn; c++) columns.push(c);
  // What a filter takes out of sight is a view of the sheet, and belongs to it.
  const isFiltered = sheet['!autofilter'] !== undefined;
  const rows: { at: number; cells: string[] }[] = [];
  for (let r = range.s.r; r <= lastRow; r++) {
    const cells: string[] = [];
    for (const c of columns) {
      const text = cellText(sheet, r, c);
      const isRowHidden = !isFiltered && sheet['!rows']?.[r]?.hidden === true;
      const isColumnHidden = sheet['!cols']?.[c]?.hidden === true;
      if ((isRowHidden || isColumnHidden) && text !== '') hiddenThings.add(isRowHidden ? `r${r}` : `c${c}`);
      if (!isColumnHidden) cells.push(isRowHidden ? '' : text);
    }
    while (cells.at(-1) === '') cells.pop();
    rows.push({ at: r, cells });
  }
  return {
    rows,
    hidden: hiddenThings.size,
    isCut: range.e.r > lastRow || range.e.c > lastColumn,
  };
}

function cellText(sheet: XLSX.WorkSheet, row: number, column: number): string {
  const cell = sheet[XLSX.utils.encode_cell({ r: row, c: column })] as XLSX.CellObject | undefined;
  if (!cell || cell.t === 'z') return '';
  const shown = cell.w ?? (cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : cell.v);
  return shown === undefined ? '' : String(shown).trim();
}

/**
 * Writes a sheet: lines that stand alone above its first row of several cells are lines of the document (title, unit of measure), so are those
 * alone below the last one (notes); empty rows part tables; what stands alone in between is a row, as a category is.
 */
export function writeSheet(builder: TextBuilder, name: string, { rows }: SheetGrid): void {
  const isAlone = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length === 1;
  const locate = (at: number) => ({ kind: 'cell' as const, sheet: name, row: at, column: 0 });
  for (const block of splitBlocks(rows)) {
    const first = block.findIndex(({ cells }) => !isAlone(cells));
    const last = block.findLastIndex(({ cells }) => !isAlone(cells));
    const lines = (some: SheetGrid['rows']) => {
      for (const { at, cells } of some)
        builder.line(cells.find((cell) => cell !== '')!, { location: locate(at) });
    };
    if (first < 0) {
      lines(block);
      continue;
    }
    lines(block.slice(0, first));
    const table = block.slice(first, last + 1);
    const width = Math.max(...table.map(({ cells }) => cells.length));
    builder.table(
      table.map(({ cells }) => [...cells, ...Array.from({ length: width - cells.length }, () => '')]),
      (row) => locate(table[row]!.at),
    );
    lines(block.slice(last + 1));
  }
}

function splitBlocks(rows: SheetGrid['rows']): SheetGrid['rows'][] {
  const blocks: SheetGrid['rows'][number][][] = [[]];
  for (const row of rows) {
    if (row.cells.some((cell) => cell !== '')) blocks.at(-1)!.push(row);
    else if (blocks.at(-1)!.length > 0) blocks.push([]);
  }
  return blocks.filter((block) => block.length > 0);
}
