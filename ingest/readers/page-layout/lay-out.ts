import { linesOf, type PageLine, type PageRun } from './page-lines.ts';
import { findRuledTables, isInside, type Rule, type RuledTable } from './ruled-tables.ts';

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
  return [...linesOf(page, outside, size), ...tables.map((table) => lineOf(table, page, size))].sort(
    (a, b) => a.y - b.y,
  );
}

/** A table among the lines of its page. */
function lineOf(
  { left, right, top, bottom, rows }: RuledTable,
  page: number,
  { width, height }: PageSize,
): PageLine {
  const box = {
    left: left / width,
    top: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  };
  return { page, cells: [], left, right, y: top, size: 0, box, table: rows };
}
