import { normaliseForTerms } from '../language/words.ts';
import type { ClauseView } from '../retrieval/clause-view.ts';
import {
  agreementOfMeasures,
  askedKinds,
  askedMeasures,
  type FactKind,
  type Measure,
  offersKind,
} from './asked-kinds.ts';
import { coverOf, findTerms, heaviestGap, longestRun, missedNames } from './cover-terms.ts';
import { type MessageTerms, readMessageTerms } from './message-terms.ts';

/** A clause that the search found for a message. */
export interface FoundClause {
  readonly view: ClauseView;
  /** Normalised names of its document. */
  readonly documentNames: string;
  /** Fused search score, 1 for the first. */
  readonly search: number;
  /** Cosine similarity to the message; null without a real embedder. */
  readonly similarity: number | null;
}

/** The message as the judge reads it, once. */
export interface JudgedMessage extends MessageTerms {
  readonly kinds: ReadonlySet<FactKind>;
  /** What is asked to be counted or measured. */
  readonly measures: readonly Measure[];
}

let latest: { readonly text: string; readonly message: JudgedMessage } | null = null;

/** Finding, reading and saying ask for the same message one after the other: the last one is kept. */
export function readMessage(text: string): JudgedMessage {
  if (latest?.text === text) return latest.message;
  const terms = readMessageTerms(text);
  const message = { ...terms, kinds: askedKinds(terms.message), measures: askedMeasures(terms.message) };
  latest = { text, message };
  return message;
}

/** What is known of one clause held against a message: relations alone, no word of either. */
export interface ClauseFeatures {
  readonly [name: string]: number;
}

const CHECKED: readonly FactKind[] = [
  'figure',
  'date',
  'duration',
  'body',
  'contact',
  'list',
  'manner',
  'reason',
  'definition',
  'place',
  'polarity',
];
const FEATURES_OF_KINDS = CHECKED.map(
  (kind) => [kind, `${kind}Near`, `${kind}Lacking`, `${kind}Asked`] as const,
);

export function clauseFeatures(message: JudgedMessage, clauses: readonly FoundClause[]): ClauseFeatures[] {
  const rows = clauses.map((found) => featuresOf(message, found));
  const similarities = clauses.map((found) => found.similarity ?? 0);
  const leads = {
    searchLead: leadsOf(rows.map((row) => row.search!)),
    coverLead: leadsOf(rows.map((row) => row.cover!)),
    sentenceLead: leadsOf(rows.map((row) => row.sentence!)),
    similarityLead: leadsOf(similarities),
  };
  // A cosine by itself says little: those of one model lie close together, and differ from one model to the next.
  const middle = [...similarities].sort((a, b) => a - b)[similarities.length >> 1] ?? 0;
  for (const [i, row] of rows.entries()) {
    for (const [name, values] of Object.entries(leads)) row[name] = values[i]!;
    row.similarityAbove = similarities[i] === 0 ? 0 : similarities[i]! - middle;
    row.isFirst = i === 0 ? 1 : 0;
  }
  return rows;
}

/** How far each value lies above the highest of the others, which is 0 where there are none. */
function leadsOf(values: readonly number[]): number[] {
  let first = -1;
  let second = -1;
  for (const [i, value] of values.entries()) {
    if (first < 0 || value > values[first]!) {
      second = first;
      first = i;
    } else if (second < 0 || value > values[second]!) second = i;
  }
  return values.map((value, i) => value - (values[i === first ? second : first] ?? 0));
}

function featuresOf(
  message: JudgedMessage,
  { view, documentNames, search }: FoundClause,
): Record<string, number> {
  const text = normalText(view);
  const inBody = findTerms(message, text);
  const inTrail = findTerms(message, `${view.title} ${view.trail}`);
  const inNames = findTerms(message, documentNames);
  const inTitle = findTerms(message, view.title);
  const inAll = inBody.map((is, i) => is || inTrail[i]! || inNames[i]!);
  let sentence = 0;
  let sentenceAll = 0;
  let bestSentence = text;
  let bestLength = 0;
  view.sentences.forEach(({ normal }, i) => {
    const own = findTerms(message, normal, inBody);
    const cover = coverOf(message, own);
    if (cover > sentence) {
      sentence = cover;
      bestSentence = `${normal} ${view.sentences[i + 1]?.normal ?? ''}`;
      bestLength = normal.length;
    }
    sentenceAll = Math.max(sentenceAll, coverOf(message, own, inTitle, inNames));
  });
  const features: Record<string, number> = {
    search,
    cover: coverOf(message, inAll),
    coverBody: coverOf(message, inBody),
    coverHeadings: coverOf(message, inTrail, inNames),
    coverNames: coverOf(message, inNames),
    sentence,
    sentenceAll,
    title: coverOf(message, inTitle),
    titleExplained: explained(view.title, message.message),
    gap: heaviestGap(message, inAll),
    missedNames: missedNames(message, inAll),
    missed: Math.min(1, (message.total * (1 - coverOf(message, inAll))) / 6),
    carried: Math.min(1, (message.total * coverOf(message, inAll)) / 12),
    run: Math.min(1, longestRun(message, inBody) / 12),
    length: Math.log(10 + text.length) - 5,
    sentenceLength: Math.log(10 + bestLength) - 4,
    messageLength: Math.log(4 + message.terms.length) - 2.5,
  };
  const near = agreementOfMeasures(message.measures, bestSentence);
  const anywhere = agreementOfMeasures(message.measures, text);
  features.measureNear = near ?? 0;
  features.measureLacking = anywhere === null ? 0 : 1 - anywhere;
  features.measureAsked = near === null ? 0 : 1;
  for (const [kind, near, lacking, isAsked] of FEATURES_OF_KINDS) {
    const asked = message.kinds.has(kind);
    features[near] = asked && offersKind(bestSentence, kind) ? 1 : 0;
    features[lacking] = asked && !offersKind(text, kind) ? 1 : 0;
    features[isAsked] = asked ? 1 : 0;
  }
  return features;
}

const texts = new WeakMap<ClauseView, string>();

/** The whole text of a clause and the headings of its columns in its normalised writing, once per clause. */
function normalText(view: ClauseView): string {
  const known = texts.get(view);
  if (known !== undefined) return known;
  const { text: printed, cells = [] } = view.clause;
  const text = normaliseForTerms([printed, ...cells.map(({ heading }) => heading)].join('\n'));
  texts.set(view, text);
  return text;
}

/** Share of a heading's pairs that stand in the message. */
function explained(title: string, message: string): number {
  const pairs: string[] = [];
  for (const [run] of title.matchAll(/[\u3400-\u9fff]+/g))
    for (let i = 0; i + 1 < run.length; i++) pairs.push(run.slice(i, i + 2));
  if (pairs.length === 0) return 0;
  return pairs.filter((pair) => message.includes(pair)).length / pairs.length;
}
