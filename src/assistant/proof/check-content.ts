import { isFunctionWord, segmentWords } from '../../language/words.ts';
import { withoutReporting } from './content-pairs.ts';
import { contentWords, holdsWord } from './content-words.ts';
import type { ProofSource, SourceSentence } from './proof-source.ts';
import type { NamedPlace } from './read-role-claims.ts';
import type { StatementCell, StatementSentence } from './statement-sentences.ts';

/** Share of the words that tell what happens which may be the statement's own. */
const OWN_VERBS = 0.4;
/** Share of the words that name something which may come from other sentences of the clause. */
const FROM_ELSEWHERE = 0.25;

/**
 * Whether the sentences of the clause that a sentence follows, with headings and title, hold its words: each that names
 * something, most of those that tell what happens. Names of units are left out where a role is said of them, and must stand
 * there else.
 */
export function checkContent(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  places: readonly NamedPlace[],
): 'content' | null {
  const text = `${aligned.map(({ normal }) => normal).join('\n')}\n${source.headings}`;
  if (sentence.cells.some((cell) => isStrangeAside(cell, text))) return 'content';
  const words = contentWords(withoutUnits(sentence, places));
  const clause = `${source.body}\n${source.headings}`;
  const missing = words.filter((word) => !holdsWord(text, word));
  const strange = missing.filter((word) => !holdsWord(clause, word));
  if (strange.some(({ isName }) => isName)) return 'content';
  const fromElsewhere = missing.filter(({ isName }) => isName).length;
  const verbs = words.filter(({ isName }) => !isName).length;
  const isAway = fromElsewhere > FROM_ELSEWHERE * (words.length - verbs);
  return isAway || strange.length > OWN_VERBS * Math.max(verbs, 1) ? 'content' : null;
}

/** 「…，错」, 「…是假的」: a stretch without content of its own whose words the clause does not have. */
function isStrangeAside({ normal, pairs }: StatementCell, text: string): boolean {
  if (pairs.size > 0) return false;
  const left = withoutReporting(normal).replace(
    /[\P{Script=Han}〇零一二两三四五六七八九十百千万亿年月日]/gu,
    '',
  );
  return segmentWords(left).some(({ text: word }) => !isFunctionWord(word) && !text.includes(word));
}

/** The sentence without the names of units. */
export function withoutUnits({ text, start }: StatementSentence, places: readonly NamedPlace[]): string {
  let rest = text;
  for (const place of [...places].reverse()) {
    const from = place.start - start;
    if (from < 0 || place.end - start > text.length) continue;
    rest = `${rest.slice(0, from)}\n${rest.slice(place.end - start)}`;
  }
  return rest;
}
