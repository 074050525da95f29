import type { TextEdit } from '../../src/domain/mapped-text.ts';
import type { PassResult } from './cleaning-pass.ts';
import { splitLines, type TextLine } from './text-line.ts';

const NOT_OF_BORDER = /[^\s─━│┃┄┅┌-╋═-╬+-]/u;
const STROKE = /[─━┄┅┌-╋═-╬]/u;
const WALL = /[│┃║]/gu;
/** Lines apart by fewer blank ones are of one table. */
const MOST_BLANK = 2;

/**
 * Tables drawn with lines: 「1│“一照通办”│区市场监管局」 between borders of ─ and ┼. Walls become tabs, those on the outside and the
 * borders go.
 */
export function findBoxTables(text: string): PassResult {
  const lines = splitLines(text);
  const edits: TextEdit[] = [];
  let table: TextLine[] = [];
  let blank = 0;
  const flush = (): void => {
    edits.push(...tableEdits(table));
    table = [];
  };
  for (const line of lines) {
    const isWalled = (line.text.match(WALL)?.length ?? 0) >= 2;
    if (isWalled || isBorder(line.text)) {
      table.push(line);
      blank = 0;
    } else if (line.text.trim() !== '' || ++blank > MOST_BLANK) flush();
  }
  flush();
  return { edits };
}

/** ──┼────┼──, ├──┼──┤: a border between rows. */
function isBorder(line: string): boolean {
  return STROKE.test(line) && !NOT_OF_BORDER.test(line);
}

function tableEdits(lines: readonly TextLine[]): TextEdit[] {
  const rows = lines.filter(({ text }) => !isBorder(text));
  if (rows.length < 2) return [];
  const isFramed = rows.every(({ text }) => /^\s*[│┃║].*[│┃║]\s*$/u.test(text));
  return lines.flatMap((line) => {
    if (isBorder(line.text)) return [{ start: line.start, end: line.end, replacement: '' }];
    const walls = [...line.text.matchAll(WALL)].map(({ index }) => index);
    const inner = isFramed ? walls.slice(1, -1) : walls;
    const outer = isFramed ? [walls[0]!, walls.at(-1)!] : [];
    return [
      ...outer.map((at) => ({ at, replacement: '' })),
      ...inner.map((at) => ({ at, replacement: '\t' })),
    ]
      .sort((a, b) => a.at - b.at)
      .map(({ at, replacement }) => ({
        start: line.start + at,
        end: line.start + at + 1,
        replacement,
      }));
  });
}
