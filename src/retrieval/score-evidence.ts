import type { ClauseRecord } from '../domain/clause.ts';
import { countWork } from '../turns/work-budget.ts';
import { type ClauseView, viewClause } from './clause-view.ts';
import { coverSentence, coverTopic, coverWord } from './topic-coverage.ts';
import type { WeighedTopic } from './weigh-topic.ts';

/** How well one clause carries a topic; every figure lies between 0 and 1. */
export interface Evidence {
  readonly clause: ClauseRecord;
  readonly view: ClauseView;
  /** What clauses are ranked by: the weighted sum of `parts`. */
  readonly score: number;
  /** What the score is made of, each 0 … 1. */
  readonly parts: EvidenceWeights;
  /** Share of the topic found in the clause, its title and its headings. */
  readonly coverage: number;
  /** The same in the clause's best sentence together with its title. */
  readonly sentenceCoverage: number;
  /** Normalised names of its document. */
  readonly documentNames: string;
  /** Index of that sentence in `view.sentences`; −1 where there is none. */
  readonly bestSentence: number;
  /** How much topic and title are the same. */
  readonly titleFit: number;
  /** Share of the title's own characters that the question uses. */
  readonly titleExplained: number;
}

/** Signals from outside the text, 0 … 1 each. */
export interface EvidenceSignals {
  /** Fused search score. */
  readonly search: number;
  /** Document fits the question's words or years. */
  readonly document: number;
  /** The turn before cited the clause. */
  readonly focus: number;
  /** The clause names a unit that the question names. */
  readonly unit: number;
  /** The clause has what the form needs: units for who, a figure for number. */
  readonly form: number;
}

/** Weights of the ranking, fitted by bench/quality/fit-ranking-main.ts; 0 switches a part off for measurement. */
export interface EvidenceWeights {
  readonly coverage: number;
  readonly sentence: number;
  readonly title: number;
  readonly phrase: number;
  readonly search: number;
  readonly document: number;
  readonly focus: number;
  readonly unit: number;
  readonly form: number;
}

export const EVIDENCE_WEIGHTS: EvidenceWeights = {
  coverage: 0.28,
  sentence: 0.12,
  title: 0.14,
  phrase: 0.11,
  search: 0.42,
  document: 0.12,
  focus: 0.1,
  unit: 0.3,
  form: 0.08,
};

/** Making a clause ready, and looking for one word of the topic in one of its sentences. */
const STEPS_A_CLAUSE = 200;
const STEPS_A_SENTENCE_AND_WORD = 3;

function weighParts(parts: EvidenceWeights, weights: EvidenceWeights): number {
  let sum = 0;
  for (const name of Object.keys(weights) as (keyof EvidenceWeights)[]) sum += weights[name] * parts[name];
  return sum;
}

/** Scores one clause against a topic. What the document's names say (normalised) counts as said by the clause. */
export function scoreEvidence(
  clause: ClauseRecord,
  topic: WeighedTopic,
  signals: EvidenceSignals,
  weights: EvidenceWeights = EVIDENCE_WEIGHTS,
  documentNames = '',
): Evidence {
  const view = viewClause(clause);
  countWork(STEPS_A_CLAUSE + STEPS_A_SENTENCE_AND_WORD * topic.words.length * (view.sentences.length + 2));
  const coverage = coverTopic(topic, `${view.body} ${view.trail} ${documentNames}`);
  let bestSentence = -1;
  let sentenceCoverage = 0;
  let bareBest = -1;
  view.sentences.forEach((sentence, i) => {
    const { bare, titled } = coverSentence(topic, view.title, sentence.normal);
    if (bare > bareBest) {
      bareBest = bare;
      bestSentence = i;
    }
    sentenceCoverage = Math.max(sentenceCoverage, titled);
  });
  const titleFit = agreement(topic, view.title);
  const parts: EvidenceWeights = {
    coverage,
    sentence: sentenceCoverage,
    title: titleFit,
    phrase: longestPhrase(topic.runs, `${view.title} ${view.body}`),
    ...signals,
  };
  return {
    clause,
    view,
    documentNames,
    score: weighParts(parts, weights),
    parts,
    coverage,
    sentenceCoverage,
    bestSentence,
    titleFit,
    titleExplained: explainedShare(topic, view.title),
  };
}

const LEAST_PHRASE = 5;

/** Share of the longest run of the question that stands in the text unbroken, 0 … 1; runs under five characters tell little. */
function longestPhrase(runs: readonly string[], text: string): number {
  let best = 0;
  let longest = 0;
  for (const run of runs) {
    const lower = run.toLowerCase();
    longest = Math.max(longest, lower.length);
    // What is longer than the best so far begins with as much: each place is tried once for each character won.
    for (let at = 0; at + Math.max(LEAST_PHRASE, best + 1) <= lower.length; at++) {
      let length = Math.max(LEAST_PHRASE, best + 1);
      while (at + length <= lower.length && text.includes(lower.slice(at, at + length))) best = length++;
    }
  }
  return longest === 0 ? 0 : best / longest;
}

/** Agreement of topic and heading: what share of the topic stands in it, and how much of it the topic explains. */
function agreement(topic: WeighedTopic, heading: string): number {
  if (heading === '' || topic.total === 0) return 0;
  const found = topic.words.filter((word) => coverWord(word, heading) >= 0.75);
  if (found.length === 0) return 0;
  const share = found.reduce((sum, word) => sum + word.weight, 0) / topic.total;
  const explained = Math.min(
    1,
    found.reduce((sum, word) => sum + word.text.length, 0) / Math.max(2, contentLength(heading)),
  );
  return share * (0.5 + explained / 2);
}

const GENERAL =
  /推进|推行|推广|加快|加强|建设|建立|新建|构建|发展|推动|提升|提高|完善|健全|实施|开展|促进|强化|优化|深化|打造|治理|培育|培养|支持|规范|落实|鼓励|严格|处置|[的和与及]|[\p{P}\p{S}\s]/gu;

/** Share of a heading's own characters that stand in the topic: 1 where nothing of it is left unasked. */
function explainedShare(topic: WeighedTopic, heading: string): number {
  const content = heading.replace(GENERAL, '');
  if (content.length < 2) return 0;
  const asked = topic.words.map((word) => [word.text, ...word.alternatives].join(' ')).join(' ');
  return [...content].filter((character) => asked.includes(character)).length / content.length;
}

function contentLength(heading: string): number {
  return heading.replace(GENERAL, '').length;
}
