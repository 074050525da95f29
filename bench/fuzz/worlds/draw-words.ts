import { segmentWords } from '../../../src/language/words.ts';
import type { DocumentSplit, SplitDocument } from './document-split.ts';
import { pickSome } from './pick-some.ts';

/** Words of two to four characters by chance: half that only hidden documents have, the rest of visible ones. */
export function drawWords({ visible, hidden }: DocumentSplit, count: number, random: () => number): string[] {
  const shown = wordsOf(visible);
  const only = [...wordsOf(hidden)].filter((word) => !shown.has(word));
  const half = pickSome(only, Math.ceil(count / 2), random);
  return [...half, ...pickSome([...shown], count - half.length, random)];
}

function wordsOf(documents: readonly SplitDocument[]): Set<string> {
  const texts = documents.flatMap(({ clauses }) => clauses.map(({ text }) => text));
  const words = texts.flatMap((text) => segmentWords(text).map((word) => word.text));
  return new Set(words.filter((word) => /^\p{Script=Han}{2,4}$/u.test(word)));
}
