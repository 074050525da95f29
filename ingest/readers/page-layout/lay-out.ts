import { linesOf, type PageLine, type PageRun } from './page-lines.ts';
import { findRuledTables, isInside, type Rule, type RuledTable } from './ruled-tables.ts';
import { inReadingOrder } from './text-columns.ts';

interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** The lines and drawn tables of a page from top to bottom. */
export function layOut(
  page: number,
  runs: readonly PageRun[],
  rules: readonly Rule[],
  size: PageSize,
): PageLine[] {
  const tables = findRuledTables(rules, runs);
  const outside = runs.filter((run) => !tables.some((table) => isInside(table, run)));
  const lines = [...linesOf(page, outside, size), ...tables.map((table) => lineOf(table, page, size))];
  return inReadingOrder(lines.sort((a, b) => a.y - b.y));
}

/** A table among the lines of its page. */
function lineOf(
  { left, right, top, bottom, rows }: RuledTable,
  page: number,
  { width, height }: PageSize,
): PageLine {
  const boxOf = (from: number, to: number) => ({
    left: left / width,
    top: from / height,
    width: (right - left) / width,
    height: (to - from) / height,
  });
  return {
    page,
    cells: [],
    left,
    right,
    y: top,
    size: 0,
    box: boxOf(top, bottom),
    table: rows.map((row) => ({ cells: row.cells, box: boxOf(row.top, row.bottom) })),
  };
}
