import type { UnitCell } from './clause-tree.ts';
import type { LogicalLine } from './logical-line.ts';
import type { OutlineBuilder } from './outline-builder.ts';
import { isUnitColumn, type TableColumn } from './table-columns.ts';
import { addTableRow, isRowTitle, readRowNumber, readUnitCells } from './table-row.ts';

/** The cells of a row by column; null for an empty one. */
export type RowCells = readonly (LogicalLine | null)[];

interface OpenRow {
  readonly number: LogicalLine | null;
  readonly names: readonly LogicalLine[];
  readonly lines: LogicalLine[];
  readonly headings: string[];
  readonly cells: UnitCell[];
  readonly heldDeadline: LogicalLine | null;
}

/** A row of sums names nobody. */
const TOTAL = /^(?:合|总|小)\s*计$/;

/**
 * Hangs the rows of a table into the outline. An empty cell below a filled one is a merged cell and holds for its row:
 * - a category, and a task above several measures, become the heading of their rows;
 * - units hold for rows that name none, a lead also for rows that name only who supports it; in a row without number of its own each
 *   column counts for itself;
 * - a time holds for rows that have no number or no units of their own;
 * - a row without any task adds its units and its time to the row above.
 */
export class MergedRows {
  readonly #builder: OutlineBuilder;
  readonly #columns: readonly TableColumn[];
  readonly #headings: readonly string[];
  readonly #hasUnits: boolean;
  /** Columns that stand before the last task column and may span several rows. */
  readonly #spanning: readonly number[];
  #above: (LogicalLine | null)[] = [];
  #category = '';
  #group: number | null = null;
  #open: OpenRow | null = null;

  constructor(builder: OutlineBuilder, columns: readonly TableColumn[], headings: readonly string[]) {
    this.#builder = builder;
    this.#columns = columns;
    this.#headings = headings;
    this.#hasUnits = columns.some(isUnitColumn);
    const last = columns.lastIndexOf('task');
    this.#spanning = columns.flatMap((column, k) =>
      k < last && (column === 'task' || column === 'other') ? [k] : [],
    );
  }

  /** Takes the next row; `next` is the one below it in the same section. */
  add(cells: RowCells, next: RowCells | null): void {
    const isTold = this.#columns.some((column, k) => column === 'task' && cells[k]);
    if (!isTold && this.#open) {
      this.#extend(cells);
      return;
    }
    this.#flush();
    const number = this.#columnLine(cells, 'number');
    const isPart =
      (this.#columns.includes('number') && !number) ||
      (this.#spanning.length > 0 && !cells[this.#spanning[0]!]);
    const hasNames = this.#columns.some((column, k) => isUnitColumn(column) && cells[k]);
    const isTotal = cells.some((cell) => cell !== null && TOTAL.test(cell.text));
    const held = this.#columns.map((column, k) =>
      !cells[k] && !isTotal && isHeld(column, { isPart, hasNames, hasUnits: this.#hasUnits })
        ? (this.#above[k] ?? null)
        : null,
    );
    this.#openCategory(cells);
    const group = this.#openGroup(cells, next, number);
    this.#above = this.#columns.map((_, k) => cells[k] ?? this.#above[k] ?? null);
    if (!isTold && !hasNames) return;
    const own = cells.flatMap((line, k) =>
      line && this.#columns[k] !== 'category' && k !== group?.column && line !== group?.number
        ? [{ line, k }]
        : [],
    );
    this.#open = {
      number: group?.number ? null : number,
      names: [
        ...own.filter(({ k }) => this.#columns[k] === 'task'),
        ...own.filter(({ k }) => this.#columns[k] !== 'task' && this.#spanning.includes(k)),
      ].map(({ line }) => line),
      lines: own.map(({ line }) => line),
      headings: own.map(({ k }) => this.#headingOf(k)),
      cells: readUnitCells(this.#unitCells(cells.map((cell, k) => cell ?? held[k] ?? null))),
      heldDeadline: held[this.#columns.indexOf('deadline')] ?? null,
    };
  }

  /** A section or another table follows: nothing above holds any longer. */
  close(): void {
    this.#flush();
    this.#above = [];
    this.#category = '';
    this.#group = null;
    this.#builder.closeRows();
  }

  #openCategory(cells: RowCells): void {
    const named = this.#columnLine(cells, 'category');
    if (!named || named.text === this.#category) return;
    this.#category = named.text;
    this.#group = null;
    this.#builder.closeRows();
    this.#builder.openCategory(named);
  }

  /**
   * Opens the heading of a task that spans the rows below, with its number where they have none; closes the one above. A
   * description that is no heading also stays in the first row's text: then `column` is null.
   */
  #openGroup(
    cells: RowCells,
    next: RowCells | null,
    number: LogicalLine | null,
  ): { readonly column: number | null; readonly number: LogicalLine | null } | null {
    if (this.#group !== null && cells[this.#group]) {
      this.#group = null;
      this.#builder.closeRows();
    }
    if (this.#group !== null || next === null) return null;
    const column = this.#spanning.find(
      (k) => cells[k] && !next[k] && this.#columns.some((kind, i) => i > k && kind === 'task' && next[i]),
    );
    if (column === undefined) return null;
    const spanning = cells[column]!;
    const taken = this.#columnLine(next, 'number') ? null : number;
    this.#builder.openRowGroup(taken ? readRowNumber(taken) : '', spanning.text);
    this.#group = column;
    return { column: isRowTitle(spanning.text) ? column : null, number: taken };
  }

  #extend(cells: RowCells): void {
    const own = cells.flatMap((line, k) => (line && this.#columns[k] !== 'number' ? [{ line, k }] : []));
    this.#open!.lines.push(...own.map(({ line }) => line));
    this.#open!.headings.push(...own.map(({ k }) => this.#headingOf(k)));
    this.#open!.cells.push(...readUnitCells(this.#unitCells(cells)));
    this.#above = this.#columns.map((_, k) => cells[k] ?? this.#above[k] ?? null);
  }

  /** A number is no part of what a row says. */
  #headingOf(k: number): string {
    return this.#columns[k] === 'number' ? '' : (this.#headings[k] ?? '');
  }

  #unitCells(cells: RowCells): { column: TableColumn; line: LogicalLine }[] {
    return this.#columns.flatMap((column, k) => {
      const line = cells[k];
      return line && isUnitColumn(column) ? [{ column, line }] : [];
    });
  }

  #columnLine(cells: RowCells, column: TableColumn): LogicalLine | null {
    const k = this.#columns.findIndex((kind, i) => kind === column && cells[i]);
    return k < 0 ? null : cells[k]!;
  }

  #flush(): void {
    if (this.#open)
      addTableRow(this.#builder, { ...this.#open, cells: this.#hasUnits ? this.#open.cells : null });
    this.#open = null;
  }
}

/** Whether an empty cell of the column is a merged one. */
function isHeld(
  column: TableColumn,
  row: { readonly isPart: boolean; readonly hasNames: boolean; readonly hasUnits: boolean },
): boolean {
  if (column === 'lead') return true;
  if (isUnitColumn(column)) return !row.hasNames || (row.isPart && column !== 'supporting');
  return column === 'deadline' && (row.isPart || (row.hasUnits && !row.hasNames));
}
