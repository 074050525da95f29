import type { PageRun } from '../page-layout/page-lines.ts';
import type { PageArea, PageDrawing, ShownCharacter } from './page-drawing.ts';

/** Characters smaller than that, in points, are read by nobody. */
const SMALLEST = 2;
const MOST_SKIPPED = 4;

/**
 * The runs that a reader of the page sees, and how many characters nobody does: drawn without ink or in white where
 * neither a picture nor a coloured area lies beneath (a recognised scan has its words without ink over the picture), or tiny.
 * Runs come in the order of the page's text; where the characters cannot be laid beside them all of them count as seen.
 */
export function withoutHiddenText<T extends PageRun>(
  runs: readonly T[],
  { characters, pictures, coloured }: PageDrawing,
): { runs: T[]; hidden: number } {
  const inks = inksOf(runs, characters);
  const grounds = [...pictures, ...coloured];
  let hidden = 0;
  const seen = runs.flatMap((run, i) => {
    const isCovered = () => grounds.some((area) => isOver(area, run));
    const letters = [...run.text];
    const own = inks?.[i];
    let kept = letters;
    if (run.size < SMALLEST) kept = [];
    else if (own?.some((ink) => ink !== 'seen') && !isCovered()) {
      let at = 0;
      kept = letters.filter((letter) => letter.trim() === '' || own[at++] === 'seen');
    }
    hidden += letters.filter((letter) => letter.trim() !== '').length;
    hidden -= kept.filter((letter) => letter.trim() !== '').length;
    return kept.length === letters.length
      ? [run]
      : kept.length === 0
        ? []
        : [{ ...run, text: kept.join('') }];
  });
  return { runs: seen.filter(({ text }) => text.trim() !== ''), hidden };
}

/** Of every character of every run; null where the page's characters are others. */
function inksOf(
  runs: readonly PageRun[],
  characters: readonly ShownCharacter[],
): ShownCharacter['ink'][][] | null {
  if (characters.every(({ ink }) => ink === 'seen')) return null;
  let at = 0;
  const inks: ShownCharacter['ink'][][] = [];
  for (const { text } of runs) {
    const own: ShownCharacter['ink'][] = [];
    for (const letter of text.replace(/\s/gu, '')) {
      // Some characters, as soft hyphens, are drawn and not told.
      const skipped = characters.slice(at, at + MOST_SKIPPED).findIndex(({ text }) => text === letter);
      if (skipped < 0) return null;
      at += skipped + 1;
      own.push(characters[at - 1]!.ink);
    }
    inks.push(own);
  }
  return inks;
}

/** Whether an area lies beneath a run. */
export function isOver({ left, right, top, bottom }: PageArea, { x, y, width, size }: PageRun): boolean {
  const middle = x + width / 2;
  const height = y - size / 3;
  return middle >= left && middle <= right && height >= top && height <= bottom;
}
