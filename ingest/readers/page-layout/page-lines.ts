import type { PageBox } from '../../../src/domain/source-layout.ts';

/** A run of characters where it stands on its page: points from the upper left corner, `y` of its baseline. */
export interface PageRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** Characters of a line that stand close together. */
export interface LineCell {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

export interface PageLine {
  readonly page: number;
  readonly cells: readonly LineCell[];
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly box: PageBox;
  /** Where its column begins and ends, on a page with two of them. */
  readonly column?: { readonly left: number; readonly right: number };
  /** Rows of a table that is drawn with lines; it has no cells. */
  readonly table?: readonly { readonly cells: readonly string[]; readonly box: PageBox }[];
}

/** Blanks wider than that, in sizes of the characters, part cells; wider than that, words of letters. */
const CELL_GAP = 1.3;
const WORD_GAP = 0.2;

/** The lines of a page from top to bottom. */
export function linesOf(
  page: number,
  runs: readonly PageRun[],
  { width, height }: { readonly width: number; readonly height: number },
): PageLine[] {
  const ordered = [...runs].filter(({ text }) => text.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: PageRun[][] = [];
  for (const run of ordered) {
    const last = groups.at(-1);
    const first = last?.[0];
    if (first && Math.abs(run.y - first.y) < 0.5 * Math.min(run.size, first.size)) last!.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => {
    const across = group.sort((a, b) => a.x - b.x);
    const size = Math.max(...across.map((run) => run.size));
    const cells: { parts: string[]; left: number; right: number }[] = [];
    for (const run of across) {
      const words = run.text.trim();
      const last = cells.at(-1);
      const gap = last ? run.x - last.right : 0;
      if (!last || gap > CELL_GAP * size) {
        cells.push({ parts: [words], left: run.x, right: run.x + run.width });
        continue;
      }
      // The same characters again at the same place make them bold.
      const before = last.parts.at(-1)!;
      if (
        gap < -0.8 * run.width &&
        (before.endsWith(words) || last.parts.slice(-words.length).join('').endsWith(words))
      )
        continue;
      const isApart = gap > WORD_GAP * size && /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(words);
      if (isApart) last.parts.push(' ');
      last.parts.push(words);
      last.right = Math.max(last.right, run.x + run.width);
    }
    const left = cells[0]!.left;
    const right = Math.max(...cells.map((cell) => cell.right));
    const y = across[0]!.y;
    const share = (value: number, whole: number) =>
      Math.round(Math.min(1, Math.max(0, value / whole)) * 1e4) / 1e4;
    const box = {
      left: share(left, width),
      top: share(y - size, height),
      width: share(right - left, width),
      height: share(1.25 * size, height),
    };
    return {
      page,
      cells: cells.map(({ parts, left, right }) => ({ text: withoutBlanks(parts.join('')), left, right })),
      left,
      right,
      y,
      size,
      box,
    };
  });
}

/** Blanks between Chinese characters are those of the typesetter. */
export function withoutBlanks(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}，。；：、（）“”])\s+(?=[\p{Script=Han}，。；：、（）“”\d])/gu, '');
}

const PAGE_NUMBER = /^[\s—–\-－·.第页共/of\d]{1,16}$/iu;
/** Share of the page's height at its head and foot. */
const EDGE = 0.1;

/** Without page numbers and what is printed at the same place of several pages. */
export function withoutRunningLines(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  const isEdge = ({ box, table }: PageLine) =>
    (table === undefined && box.top < EDGE) || box.top + box.height > 1 - EDGE;
  const keyOf = (line: PageLine) =>
    `${Math.round(line.box.top * 50)}|${textOf(line).replace(/\d+/g, '#').replace(/\s+/g, '')}`;
  const counts = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set(lines.filter(isEdge).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const often = Math.max(2, Math.min(3, Math.ceil(pages.length / 2)));
  return pages.map((lines) =>
    lines.filter((line) => {
      if (!isEdge(line)) return true;
      if (PAGE_NUMBER.test(textOf(line)) && /\d/.test(textOf(line))) return false;
      return pages.length < 2 || (counts.get(keyOf(line)) ?? 0) < often;
    }),
  );
}

export function textOf({ cells }: Pick<PageLine, 'cells'>): string {
  return cells.map(({ text }) => text).join(' ');
}
