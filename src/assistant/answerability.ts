import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';

/** Least share of the topic that the clause must carry. */
const LEAST_COVERAGE = 0.5;
/** Most of the topic's weight that may be missing altogether: words that stand neither in the clause nor above it. */
const MOST_MISSING = 0.5;

/** Whether a clause carries enough of what is asked to answer from it. */
export function carriesTopic(evidence: Evidence, topic: WeighedTopic): boolean {
  if (topic.total === 0) return false;
  return evidence.coverage >= LEAST_COVERAGE && missingShare(evidence, topic) <= MOST_MISSING;
}

/** Share of the topic's weight whose words are not found in the clause, its title and its headings. */
export function missingShare(evidence: Evidence, topic: WeighedTopic): number {
  if (topic.total === 0) return 1;
  const text = `${evidence.view.body} ${evidence.view.trail} ${evidence.documentNames}`;
  let missing = 0;
  for (const word of topic.words) if (coverWord(word, text) < 0.4) missing += word.weight;
  return missing / topic.total;
}
