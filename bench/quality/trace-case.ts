import type { Citation } from '../../src/domain/answer.ts';
import type { QualityCase } from './quality-case.ts';
import { type CaseScore, matchesGold } from './score-case.ts';

/** Where a case that is not wholly right was lost: the first stage after which it could not come right. */
export type LossStage = 'no-reply' | 'reading' | 'search' | 'refused' | 'choice' | 'false-answer' | 'saying';

/** What each stage means, for the report. */
export const LOSS_STAGES: Readonly<Record<LossStage, string>> = {
  'no-reply': 'the service did not answer',
  reading: 'no clause is found by its own quote',
  search: 'the clause is not among the first 20 hits',
  refused: 'found, and refused',
  choice: 'found, and another clause cited',
  'false-answer': 'answered, the documents do not say',
  saying: 'the right clause cited, and not said right',
};

type Hit = Pick<Citation, 'sourceFile' | 'text'>;

const SEARCHED = 20;

/** Asks the service at `base` what it finds for a case that is not wholly right. Null where it is. */
export async function traceCase(
  base: string,
  testCase: QualityCase,
  score: CaseScore,
  isUnanswered: boolean,
): Promise<LossStage | null> {
  if (score.whollyRight) return null;
  if (isUnanswered) return 'no-reply';
  if (testCase.refuse) return 'false-answer';
  if (score.checks.recall !== false && !score.refused) return 'saying';
  const hits = await search(base, testCase.turns.join(' '));
  const allOf = testCase.cite_mode === 'all';
  const isFound = (found: readonly Hit[]) => {
    const held = testCase.cite.map((gold) => found.some((hit) => matchesGold(hit, gold)));
    return allOf ? held.every(Boolean) : held.some(Boolean);
  };
  if (isFound(hits)) return score.refused ? 'refused' : 'choice';
  const byQuote = await Promise.all(testCase.cite.map(({ quote }) => search(base, quote)));
  return isFound(byQuote.flat()) ? 'search' : 'reading';
}

async function search(base: string, query: string): Promise<readonly Hit[]> {
  const response = await fetch(new URL('api/search', base.endsWith('/') ? base : `${base}/`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, limit: SEARCHED }),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`POST /api/search answered ${response.status}`);
  const { hits } = (await response.json()) as { hits: readonly Hit[] };
  return hits;
}
