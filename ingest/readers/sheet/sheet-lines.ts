import type { GridCell, MergedRange, SheetGrid } from './sheet-grid.ts';

/** A line of a sheet: a row of its table, or what stands above, between or below tables over their whole width. */
export type SheetLine =
  | {
      readonly kind: 'row';
      readonly cells: readonly PlacedCell[];
      /** Columns of the table. */
      readonly width: number;
      /** Empty rows stand above it. */
      readonly isParted: boolean;
    }
  | { readonly kind: 'plain'; readonly cell: GridCell; readonly isParted: boolean };

/** `place` is the column among those of the table, from 0. */
export interface PlacedCell extends GridCell {
  readonly place: number;
}

/** Rows between which no row is empty, as far as merged cells reach. */
interface Block {
  readonly rows: (readonly GridCell[])[];
}

/** The lines of a sheet from top to bottom. */
export function sheetLines(sheet: SheetGrid): SheetLine[] {
  const merges = new Map(sheet.merges.map((merge) => [keyOf(merge.top, merge.left), merge]));
  const lines: SheetLine[] = [];
  let above: readonly number[] = [];
  cutBlocks(sheet, merges).forEach((block, k) => {
    above = columnsOf(sheet, block, above);
    lines.push(...blockLines(block, above, merges, k > 0));
  });
  return lines;
}

function cutBlocks({ rows }: SheetGrid, merges: ReadonlyMap<string, MergedRange>): Block[] {
  const blocks: Block[] = [];
  /** The last row that a filled cell above reaches. */
  let reach = -1;
  for (const row of rows) {
    const at = row[0]!.row;
    if (blocks.length === 0 || at > reach + 1) blocks.push({ rows: [] });
    blocks.at(-1)!.rows.push(row);
    for (const cell of row) reach = Math.max(reach, at, merges.get(keyOf(at, cell.column))?.bottom ?? at);
  }
  return blocks;
}

function blockLines(
  { rows }: Block,
  columns: readonly number[],
  merges: ReadonlyMap<string, MergedRange>,
  isParted: boolean,
): SheetLine[] {
  const mergeOf = (cell: GridCell): MergedRange =>
    merges.get(keyOf(cell.row, cell.column)) ?? {
      top: cell.row,
      left: cell.column,
      bottom: cell.row,
      right: cell.column,
    };
  const first = rows.findIndex(isWide);
  const last = rows.findLastIndex(isWide);
  const places = new Map(columns.map((column, place) => [column, place]));
  /** The last row that a cell of an earlier row covers. */
  let covered = -1;
  return rows.map((row, i): SheetLine => {
    const [cell] = row;
    const merge = mergeOf(cell!);
    const isCovered = covered >= cell!.row;
    for (const each of row) covered = Math.max(covered, mergeOf(each).bottom);
    const span = columns.filter((column) => column >= merge.left && column <= merge.right).length;
    const opens = columns.length === 0 || cell!.column <= columns[0]!;
    const isAlone = row.length === 1 && !isCovered && merge.bottom === cell!.row;
    const isOutside = i < first || first < 0 || (i > last && opens);
    const isPlain = isAlone && (isOutside || (span > 1 && span * 2 > columns.length && opens));
    const parted = isParted && i === 0;
    if (isPlain) return { kind: 'plain', cell: cell!, isParted: parted };
    return {
      kind: 'row',
      cells: row.map((each) => ({ ...each, place: places.get(each.column) ?? columns.length })),
      width: columns.length,
      isParted: parted,
    };
  });
}

function isWide(row: readonly GridCell[]): boolean {
  return row.length > 1;
}

/** Columns that a cell of the table begins in; those of the table above where the rows go on with it below an empty one. */
function columnsOf(
  { hiddenColumns }: SheetGrid,
  { rows }: Block,
  above: readonly number[],
): readonly number[] {
  const first = rows.findIndex(isWide);
  const table = first < 0 ? rows : rows.slice(first, rows.findLastIndex(isWide) + 1);
  const filled = new Set(table.flatMap((row) => row.map(({ column }) => column)));
  const goesOn =
    /^\d{1,4}$/u.test(table[0]![0]!.text) && [...filled].every((column) => above.includes(column));
  return goesOn ? above : [...filled].filter((column) => !hiddenColumns.has(column)).sort((a, b) => a - b);
}

function keyOf(row: number, column: number): string {
  return `${row}:${column}`;
}
