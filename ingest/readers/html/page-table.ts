import type { Element } from 'domhandler';
import { isTag } from './page-nodes.ts';

const MOST_COLUMNS = 200;
const MOST_ROWS = 5_000;

/** A cell of a table with the place it begins at. */
export interface PageCell {
  readonly element: Element;
  readonly column: number;
}

/** Rows of a table with their cells; `width` is that of the widest row. */
export interface PageTable {
  readonly rows: readonly (readonly PageCell[])[];
  readonly width: number;
}

/** Where the cells of a table stand: one that reaches over rows and columns takes their places. */
export function placeCells(table: Element): PageTable {
  /** Rows that a cell above still covers, by column. */
  const covered: number[] = [];
  let width = 0;
  const rows = rowsOf(table).map((row): PageCell[] => {
    let column = 0;
    const cells: PageCell[] = [];
    const isTaken = covered.map((count) => count > 0);
    const spans: [number, number][] = [];
    for (const element of cellsOf(row)) {
      while (isTaken[column]) column++;
      if (column >= MOST_COLUMNS) break;
      cells.push({ element, column });
      const end = Math.min(MOST_COLUMNS, column + sizeOf(element, 'colspan', MOST_COLUMNS));
      for (; column < end; column++) spans.push([column, sizeOf(element, 'rowspan', MOST_ROWS)]);
    }
    for (let k = 0; k < covered.length; k++) covered[k] = Math.max(0, covered[k]! - 1);
    for (const [k, height] of spans) covered[k] = Math.max(covered[k] ?? 0, height - 1);
    for (let k = 0; k < covered.length; k++) covered[k] ??= 0;
    width = Math.max(width, column, isTaken.lastIndexOf(true) + 1);
    return cells;
  });
  return { rows, width };
}

/** A table that only lays out: no row has cells beside one another, or a cell holds a table or a whole article. */
export function isLayoutTable(table: Element): boolean {
  const rows = rowsOf(table);
  if (rows.every((row) => cellsOf(row).length <= 1)) return true;
  return rows.some((row) => cellsOf(row).some((cell) => holdsTable(cell)));
}

function holdsTable(cell: Element): boolean {
  const stack = cell.children.filter(isTag);
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.name === 'table') return true;
    stack.push(...top.children.filter(isTag));
  }
  return false;
}

export function rowsOf(table: Element): Element[] {
  return table.children
    .filter(isTag)
    .flatMap((child) =>
      child.name === 'tr'
        ? [child]
        : /^t(?:head|body|foot)$/u.test(child.name)
          ? child.children.filter(isTag).filter(({ name }) => name === 'tr')
          : [],
    );
}

function cellsOf(row: Element): Element[] {
  return row.children.filter(isTag).filter(({ name }) => name === 'td' || name === 'th');
}

function sizeOf(cell: Element, name: 'rowspan' | 'colspan', most: number): number {
  const size = Number.parseInt(cell.attribs[name] ?? '', 10);
  return Number.isNaN(size) ? 1 : Math.min(Math.max(size, 1), most);
}
