import type { TextSpan } from '../../domain/text-span.ts';
import { checkForce } from './check-force.ts';
import { mixesParallels } from './check-parallels.ts';
import { checkQuantities } from './check-quantities.ts';
import { checkReferences } from './check-references.ts';
import { checkUnits, type UnitNames } from './check-units.ts';
import { coverPairs } from './content-pairs.ts';
import { findQuote } from './find-quote.ts';
import type { ProofSource, SourceSentence } from './proof-source.ts';
import { readStatement, type StatementSentence } from './statement-sentences.ts';

/** Why a statement is not proven by a clause. */
export type ProofFailure =
  | 'quote'
  | 'reference'
  | 'unit'
  | 'role'
  | 'figure'
  | 'figure-subject'
  | 'figure-year'
  | 'figure-bound'
  | `force-${string}`
  | 'content'
  | 'mixed'
  | 'empty';

export type Proof =
  | {
      readonly isProven: true;
      /** The run of the clause that carries the statement: the quote, and sentences beside it that it also says. */
      readonly quote: TextSpan;
      readonly status: 'exact' | 'repaired';
    }
  | { readonly isProven: false; readonly reason: ProofFailure };

/** A statement as a model wrote it, and one quote for the clause; null where the model gave none. */
export interface WrittenStatement {
  readonly text: string;
  readonly quote: string | null;
}

/**
 * Shares of a statement's words that must stand in the clause: of the whole statement, of each stretch of it, and of each
 * sentence within the sentences of the clause that it follows. Measured by `npm run eval:statements`.
 */
export const LEAST_COVERAGE = { whole: 0.72, stretch: 0.5, aligned: 0.55 } as const;

/** Longest run that is given as one quote; where the sentences reach farther, the model's own quote stands alone. */
const LONGEST_QUOTE = 500;

/** Whether one clause carries a statement, by rules alone; see the README of this folder. */
export function proveStatement(written: WrittenStatement, source: ProofSource, names: UnitNames): Proof {
  const { clause } = source;
  const found = written.quote === null ? null : findQuote(clause.text, written.quote);
  if (written.quote !== null && found === null) return fail('quote');
  const sentences = readStatement(written.text);
  if (sentences.length === 0) return fail('empty');
  const reference = checkReferences(written.text, source);
  if (reference) return fail(reference);
  const unit = checkUnits(written.text, source, names);
  if (unit) return fail(unit);
  const followed = new Set<SourceSentence>();
  for (const sentence of sentences) {
    const aligned = align(sentence, source);
    const failure = checkSentence(sentence, aligned, source);
    if (failure) return fail(failure);
    for (const one of aligned) followed.add(one);
  }
  if (coverage(sentences, source) < LEAST_COVERAGE.whole) return fail('content');
  const quote = joinSpans(found, [...followed]);
  if (quote === null) return fail('quote');
  return { isProven: true, quote, status: found?.status ?? 'exact' };
}

function fail(reason: ProofFailure): Proof {
  return { isProven: false, reason };
}

function checkSentence(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
): ProofFailure | null {
  const quantity = checkQuantities(sentence, source);
  if (quantity) return quantity;
  const force = checkForce(sentence, aligned, source);
  if (force) return `force-${force}`;
  const sets = [...aligned.map(({ pairs }) => pairs), source.framePairs];
  const pairs = new Set(sentence.cells.flatMap((cell) => [...cell.pairs]));
  if (coverPairs(pairs, ...sets) < LEAST_COVERAGE.aligned) return 'content';
  if (sentence.cells.some((cell) => mixesParallels(cell.pairs, aligned))) return 'mixed';
  const weak = sentence.cells.some(
    (cell) =>
      cell.pairs.size >= 2 &&
      coverPairs(cell.pairs, allPairs(source), source.framePairs) < LEAST_COVERAGE.stretch,
  );
  return weak ? 'content' : null;
}

/** The sentences of the clause that a sentence follows: for each stretch the one that has most of its words. */
function align(sentence: StatementSentence, source: ProofSource): SourceSentence[] {
  const chosen = new Set<SourceSentence>();
  for (const cell of sentence.cells) {
    if (cell.pairs.size === 0) continue;
    const best = bestSentence(cell.pairs, source);
    if (best && best.cover >= LEAST_COVERAGE.stretch) chosen.add(best.sentence);
  }
  if (chosen.size === 0) {
    const best = bestSentence(new Set(sentence.cells.flatMap((cell) => [...cell.pairs])), source);
    if (best && best.cover > 0) chosen.add(best.sentence);
  }
  return source.sentences.filter((candidate) => chosen.has(candidate));
}

function bestSentence(pairs: ReadonlySet<string>, source: ProofSource) {
  return source.sentences
    .map((sentence) => ({ sentence, cover: coverPairs(pairs, sentence.pairs) }))
    .sort((a, b) => b.cover - a.cover)[0];
}

function coverage(sentences: readonly StatementSentence[], source: ProofSource): number {
  const pairs = new Set(sentences.flatMap(({ cells }) => cells.flatMap((cell) => [...cell.pairs])));
  return coverPairs(pairs, allPairs(source), source.framePairs);
}

function allPairs(source: ProofSource): ReadonlySet<string> {
  const known = pairsOf.get(source);
  if (known) return known;
  const all = new Set(source.sentences.flatMap(({ pairs }) => [...pairs]));
  pairsOf.set(source, all);
  return all;
}

const pairsOf = new WeakMap<ProofSource, ReadonlySet<string>>();

function joinSpans(quote: TextSpan | null, sentences: readonly SourceSentence[]): TextSpan | null {
  const spans = [...(quote ? [quote] : []), ...sentences];
  if (spans.length === 0) return null;
  const joined = {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
  if (joined.end - joined.start <= LONGEST_QUOTE) return joined;
  const alone = quote ?? sentences[0]!;
  return { start: alone.start, end: Math.min(alone.end, alone.start + LONGEST_QUOTE) };
}
