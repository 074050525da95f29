import type { TextSpan } from '../../domain/text-span.ts';
import type { ClauseView } from '../../retrieval/clause-view.ts';
import { carriesWord, coverWords } from './cover-words.ts';
import { judgeClaim } from './judge-claim.ts';
import { type Claim, readClaim } from './read-claim.ts';

/** The first line of an answer to a question whether, and the words of the clause that carry it. */
export interface SaidVerdict extends TextSpan {
  readonly isYes: boolean;
  /** 是，可以。 否，不需要。 */
  readonly text: string;
}

/** Whether a clause confirms or denies what a question states; null where it speaks of it in other words, or not at all. */
export function verdictOf(question: string, view: ClauseView): SaidVerdict | null {
  const claim = readClaim(question);
  if (claim === null) return null;
  const { clause } = view;
  const sentences = view.sentences.map(({ start, end }) => ({
    start,
    end,
    text: clause.text.slice(start, end),
  }));
  const answered = answerOf(claim, sentences);
  if (answered) return { ...answered, text: TEXTS[claim.mode][answered.isYes ? 0 : 1] };
  const verdict = judgeClaim(claim, sentences, `${view.trail} ${view.title} `);
  if (verdict === null) return null;
  const { isYes, start, end } = verdict;
  return { isYes, start, end, text: TEXTS[claim.isNegated ? 'is' : claim.mode][isYes ? 0 : 1] };
}

const TEXTS = {
  is: ['是。', '不是。'],
  may: ['是，可以。', '否，不可以。'],
  must: ['是，需要。', '否，不需要。'],
} as const;

/** 「问：单身的人可以单独申请吗？答：可以。」: the answer to the same question begins with its verdict. */
function answerOf(
  claim: Claim,
  sentences: readonly (TextSpan & { readonly text: string })[],
): (TextSpan & { readonly isYes: boolean }) | null {
  const at = sentences.findIndex(({ text }) => /[？?]\s*$/u.test(text));
  const next = sentences[at + 1];
  if (at < 0 || !next || coverWords(claim.words, sentences[at]!.text) < SAME_QUESTION) return null;
  if (!carriesWord(claim.predicate, sentences[at]!.text)) return null;
  const begins = ANSWER_BEGINS.exec(next.text)?.groups;
  if (!begins) return null;
  const asked = readClaim(sentences[at]!.text);
  const isYes = begins['no'] === undefined;
  return { start: next.start, end: next.end, isYes: asked?.isNegated === claim.isNegated ? isYes : !isYes };
}

const SAME_QUESTION = 0.74;
const ANSWER_BEGINS =
  /^(?:答[：:]?\s*)?(?:(?<no>不是|不可以|不能|不需要|不用|不要|不会|不算|没有|不行|不对|不允许|无需|否)|是的?|可以|能|需要|要|会|算|有|行|对|允许)(?:的)?[，,。；！]/u;
