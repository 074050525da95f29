import type { LineCell, PageLine } from './page-lines.ts';

/** Lines side by side, at least so many, of which each fills so much of its column, are two columns of running text. */
const LEAST_LINES = 8;
const LEAST_FILLED = 0.8;
/** Share of them that must be so. */
const LEAST_SHARE = 0.7;

/** The lines of a page whose text runs in two columns, as gazettes are set: the left column before the right one. Others as they are. */
export function inReadingOrder(lines: readonly PageLine[]): PageLine[] {
  const pairs = lines.filter(({ cells }) => cells.length === 2);
  if (pairs.length < LEAST_LINES) return [...lines];
  const left = median(pairs.map(({ cells }) => cells[0]!.left));
  const right = median(pairs.map(({ cells }) => cells[1]!.right));
  const from = median(pairs.map(({ cells }) => cells[0]!.right));
  const to = median(pairs.map(({ cells }) => cells[1]!.left));
  const columns = [
    { left, right: from },
    { left: to, right },
  ] as const;
  const isFilled = ({ left, right }: LineCell, column: Column) =>
    right - left >= LEAST_FILLED * (column.right - column.left);
  const full = pairs.filter(
    ({ cells }) => isFilled(cells[0]!, columns[0]) && isFilled(cells[1]!, columns[1]),
  );
  if (full.length < Math.max(LEAST_LINES, LEAST_SHARE * pairs.length)) return [...lines];
  const gutter = (from + to) / 2;
  const isCrossed = ({ cells, table }: PageLine) =>
    table !== undefined || cells.some((cell) => cell.left < gutter && cell.right > gutter);
  const ordered: PageLine[] = [];
  let waiting: PageLine[] = [];
  const flush = (): void => {
    ordered.push(...waiting);
    waiting = [];
  };
  for (const line of lines) {
    if (isCrossed(line)) {
      flush();
      ordered.push(line);
      continue;
    }
    const sides = [
      line.cells.filter((cell) => cell.right <= gutter),
      line.cells.filter((cell) => cell.left >= gutter),
    ];
    if (sides[0]!.length > 0) ordered.push(partOf(line, sides[0]!, columns[0]));
    if (sides[1]!.length > 0) waiting.push(partOf(line, sides[1]!, columns[1]));
  }
  flush();
  return ordered;
}

interface Column {
  readonly left: number;
  readonly right: number;
}

function partOf(line: PageLine, cells: readonly LineCell[], column: Column): PageLine {
  const left = cells[0]!.left;
  const right = cells.at(-1)!.right;
  const scale = line.box.width / Math.max(1, line.right - line.left);
  const box = {
    ...line.box,
    left: line.box.left + (left - line.left) * scale,
    width: (right - left) * scale,
  };
  return { ...line, cells, left, right, box, column };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
