import type { Statement } from '../../../domain/answer.ts';
import { LONGEST_TEXT } from './blocks.ts';
import { splitText } from './split-text.ts';
import { toMrkdwn } from './to-mrkdwn.ts';

/** What stands in one message: lines, and the footnotes that they call upon. */
export interface Page {
  readonly lines: readonly string[];
  /** In ascending order, none twice. */
  readonly markers: readonly number[];
}

/** Slack refuses blocks that are too long together, well below its limit for text. */
const PAGE_LENGTH = 9000;
/** A channel is not to be filled with one answer. */
const MOST_LINES = 15;
const MOST_FOOTNOTES = 15;

/**
 * Statements in pages. Every marker of a statement is on the page where it ends or, where a page cannot hold so many footnotes, on those
 * behind it. `lengthOf` tells how long a footnote is.
 */
export function paginate(statements: readonly Statement[], lengthOf: (marker: number) => number): Page[] {
  const pages: { lines: string[]; markers: Set<number> }[] = [];
  let length = 0;
  for (const { text, markers } of statements.flatMap(cutStatement)) {
    const last = pages.at(-1);
    const added = markers.filter((marker) => !last?.markers.has(marker));
    const cost = text.length + added.reduce((sum, marker) => sum + lengthOf(marker), 0);
    const fits =
      last !== undefined &&
      length + cost <= PAGE_LENGTH &&
      last.lines.length < MOST_LINES &&
      last.markers.size + added.length <= MOST_FOOTNOTES;
    const page = fits ? last : { lines: [], markers: new Set<number>() };
    if (!fits) {
      pages.push(page);
      length = 0;
    }
    length += fits ? cost : text.length + markers.reduce((sum, marker) => sum + lengthOf(marker), 0);
    if (text !== '') page.lines.push(text);
    for (const marker of markers) page.markers.add(marker);
  }
  return pages.map(({ lines, markers }) => ({ lines, markers: [...markers].sort((a, b) => a - b) }));
}

/** Pieces of a statement that fit in a text; its markers stand at its end, more than a page of them without text. */
function cutStatement({ text, markers }: Statement): Statement[] {
  const shown = markers.map((marker) => `[${marker}]`).join('');
  const whole = `${toMrkdwn(text)}${shown === '' ? '' : ` ${shown}`}`;
  const pieces: Statement[] = splitText(whole, LONGEST_TEXT).map((piece) => ({ text: piece, markers: [] }));
  const unique = [...new Set(markers)];
  const end = pieces.pop();
  const groups = Array.from({ length: Math.ceil(unique.length / MOST_FOOTNOTES) }, (_, i) =>
    unique.slice(i * MOST_FOOTNOTES, (i + 1) * MOST_FOOTNOTES),
  );
  const [first = [], ...others] = groups;
  return [
    ...pieces,
    { text: end?.text ?? '', markers: first },
    ...others.map((group) => ({ text: '', markers: group })),
  ];
}
