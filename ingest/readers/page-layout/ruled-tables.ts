import { type PageRun, withoutBlanks } from './page-lines.ts';

/** A straight line drawn on a page, in points from the upper left corner; `x0 ≤ x1`, `y0 ≤ y1`, one of them equal. */
export interface Rule {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A row of a drawn table, and where it stands. */
export interface RuledRow {
  readonly cells: readonly string[];
  readonly top: number;
  readonly bottom: number;
}

/** A table that is drawn with lines: where its columns and rows begin and end. */
export interface RuledTable {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly rows: readonly RuledRow[];
}

/** Lines closer than that, in points, are one. */
const NEAR = 3;

/** The tables of a page from top to bottom, with the words that stand in them. A merged cell holds its words where it begins. */
export function findRuledTables(rules: readonly Rule[], runs: readonly PageRun[]): RuledTable[] {
  return connected(rules)
    .flatMap((group) => {
      const xs = positions(group.filter(isUpright).map(({ x0 }) => x0));
      const ys = positions(group.filter((rule) => !isUpright(rule)).map(({ y0 }) => y0));
      // A frame around everything is no table.
      if (xs.length < 2 || ys.length < 2 || xs.length + ys.length < 5 || xs.length > 60) return [];
      return [readGrid(group, xs, ys, runs)];
    })
    .filter(
      ({ rows }) =>
        rows.length > 0 && rows.some(({ cells }) => cells.filter((cell) => cell !== '').length >= 2),
    )
    .sort((a, b) => a.top - b.top);
}

export function isInside({ left, top, right, bottom }: RuledTable, { x, y, width, size }: PageRun): boolean {
  const middle = x + width / 2;
  const height = y - size / 3;
  return middle > left && middle < right && height > top && height < bottom;
}

function isUpright({ x0, x1 }: Rule): boolean {
  return x0 === x1;
}

function readGrid(
  rules: readonly Rule[],
  xs: readonly number[],
  ys: readonly number[],
  runs: readonly PageRun[],
): RuledTable {
  const level = rules.filter((rule) => !isUpright(rule));
  const upright = rules.filter(isUpright);
  const frame = { left: xs[0]!, right: xs.at(-1)!, top: ys[0]!, bottom: ys.at(-1)!, rows: [] };
  const isDrawnAbove = (row: number, column: number): boolean => {
    const x = (xs[column]! + xs[column + 1]!) / 2;
    return level.some((rule) => Math.abs(rule.y0 - ys[row]!) <= NEAR && rule.x0 <= x && x <= rule.x1);
  };
  const isDrawnBefore = (row: number, column: number): boolean => {
    const y = (ys[row]! + ys[row + 1]!) / 2;
    return upright.some((rule) => Math.abs(rule.x0 - xs[column]!) <= NEAR && rule.y0 <= y && y <= rule.y1);
  };
  const cells = new Map<number, PageRun[]>();
  const width = xs.length - 1;
  for (const run of runs) {
    if (!isInside(frame, run)) continue;
    let column = xs.findLastIndex((x) => x <= run.x + run.width / 2);
    let row = ys.findLastIndex((y) => y <= run.y - run.size / 3);
    while (row > 0 && !isDrawnAbove(row, column)) row--;
    while (column > 0 && !isDrawnBefore(row, column)) column--;
    const key = row * width + column;
    const own = cells.get(key);
    if (own) own.push(run);
    else cells.set(key, [run]);
  }
  const rows = Array.from({ length: ys.length - 1 }, (_, row) => ({
    cells: Array.from({ length: width }, (_, column) => joinRuns(cells.get(row * width + column) ?? [])),
    top: ys[row]!,
    bottom: ys[row + 1]!,
  }));
  return { ...frame, rows: rows.filter((row) => row.cells.some((cell) => cell !== '')) };
}

/** The words of a cell: its lines joined, as the width of a column parts them anywhere. */
function joinRuns(runs: readonly PageRun[]): string {
  const ordered = [...runs].sort((a, b) =>
    Math.abs(a.y - b.y) < 0.5 * Math.min(a.size, b.size) ? a.x - b.x : a.y - b.y,
  );
  const parts: string[] = [];
  for (const { text } of ordered) {
    const words = text.trim();
    if (/[A-Za-z0-9]$/.test(parts.at(-1) ?? '') && /^[A-Za-z]/.test(words)) parts.push(' ');
    parts.push(words);
  }
  return withoutBlanks(parts.join(''));
}

/** Distinct positions in ascending order. */
function positions(values: readonly number[]): number[] {
  const distinct: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (distinct.length === 0 || value - distinct.at(-1)! > NEAR) distinct.push(value);
  return distinct;
}

/** Lines that touch each other. */
function connected(rules: readonly Rule[]): Rule[][] {
  const group = rules.map((_, i) => i);
  const rootOf = (i: number): number => {
    let at = i;
    while (group[at] !== at) {
      group[at] = group[group[at]!]!;
      at = group[at]!;
    }
    return at;
  };
  const order = [...rules.keys()].sort((a, b) => rules[a]!.y0 - rules[b]!.y0);
  for (const [place, i] of order.entries()) {
    const a = rules[i]!;
    for (let next = place + 1; next < order.length; next++) {
      const b = rules[order[next]!]!;
      if (b.y0 > a.y1 + NEAR) break;
      if (b.x0 <= a.x1 + NEAR && b.x1 >= a.x0 - NEAR) group[rootOf(order[next]!)] = rootOf(i);
    }
  }
  const groups = new Map<number, Rule[]>();
  rules.forEach((rule, i) => {
    const root = rootOf(i);
    const own = groups.get(root);
    if (own) own.push(rule);
    else groups.set(root, [rule]);
  });
  return [...groups.values()];
}
