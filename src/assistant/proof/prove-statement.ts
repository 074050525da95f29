import type { TextSpan } from '../../domain/text-span.ts';
import { checkConditions } from './check-conditions.ts';
import { checkContent } from './check-content.ts';
import { checkForce } from './check-force.ts';
import { mixesParallels } from './check-parallels.ts';
import { checkQuantities } from './check-quantities.ts';
import { checkReferences } from './check-references.ts';
import { checkTight } from './check-tight.ts';
import { checkTimes } from './check-times.ts';
import { checkDoers, checkUnitTasks } from './check-unit-tasks.ts';
import { checkUnits, type UnitNames } from './check-units.ts';
import { coverPairs, normalForm } from './content-pairs.ts';
import { findQuote } from './find-quote.ts';
import type { ProofSource, SourceSentence } from './proof-source.ts';
import type { NamedPlace } from './read-role-claims.ts';
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
  | 'figure-time'
  | `force-${string}`
  | 'condition'
  | 'frequency'
  | 'content'
  | 'mixed'
  | 'question'
  | 'empty'
  | 'too-long';

export type Proof =
  | {
      readonly isProven: true;
      /** The statement without a yes or no at its beginning. */
      readonly text: string;
      /** The run of the clause that carries the statement: the quote, and sentences beside it that it also says. */
      readonly quote: TextSpan;
      /** Sentences of the clause that the statement follows. */
      readonly said: readonly TextSpan[];
      readonly status: 'exact' | 'repaired';
    }
  | { readonly isProven: false; readonly reason: ProofFailure };

/** A statement as a model wrote it, and one quote for the clause; null where the model gave none. */
export interface WrittenStatement {
  readonly text: string;
  readonly quote: string | null;
}

/** Share of a stretch's pairs of characters that a sentence must hold to be the one it follows. */
const FOLLOWS = 0.4;

/** One or two sentences were asked for; what is longer is no statement, and is not worth its time. */
const LONGEST_STATEMENT = 400;
const LONGEST_WRITTEN_QUOTE = 1000;

/** Nobody sees them, and they hide what stands between. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\p{Mn}]|(?!\s)\p{Cc}/gu;
/** No policy is told in them: ❌, ×, ~~. */
const STRANGE_SIGN = /[\p{So}\p{Sk}\p{Sm}~](?<![+<>=＋＜＞＝℃°±])/u;

/** Longest run that is given as one quote; where the sentences reach farther, the model's own quote stands alone. */
const LONGEST_QUOTE = 500;

/** Whether one clause carries a statement, by rules alone; see the README of this folder. */
export function proveStatement(written: WrittenStatement, source: ProofSource, names: UnitNames): Proof {
  const { clause } = source;
  if (written.text.length > LONGEST_STATEMENT || (written.quote?.length ?? 0) > LONGEST_WRITTEN_QUOTE)
    return fail('too-long');
  const found = written.quote === null ? null : findQuote(clause.text, written.quote);
  const touchesOrder = (span: TextSpan) =>
    source.orders.some((order) => order.start < span.end && span.start < order.end);
  if (written.quote !== null && (found === null || touchesOrder(found))) return fail('quote');
  const text = withoutVerdict(written.text.replace(INVISIBLE, ''));
  if (STRANGE_SIGN.test(text)) return fail('reference');
  const sentences = readStatement(text);
  if (sentences.length === 0) return fail('empty');
  const reference = checkReferences(text, source);
  if (reference) return fail(reference);
  const units = checkUnits(text, source, names);
  if ('problem' in units) return fail(units.problem);
  const followed = new Set<SourceSentence>();
  for (const sentence of sentences) {
    const aligned = align(sentence, source);
    const told = normalForm(text.slice(0, sentence.start + sentence.text.length));
    const failure =
      checkSentence(sentence, aligned, source, units.places) ?? checkTimes(sentence, aligned, source, told);
    if (failure) return fail(failure);
    for (const one of aligned) followed.add(one);
  }
  const phrases = followed.size === 0 ? phrasesOf(units.places, source) : [];
  const quote = joinSpans(found, [...followed, ...phrases]);
  if (quote === null || touchesOrder(quote)) return fail('quote');
  const saysNothing = sentences.every(({ cells }) => cells.every(({ pairs }) => pairs.size === 0));
  if (saysNothing && units.places.length === 0) return fail('empty');
  return { isProven: true, text, quote, said: [...followed], status: found?.status ?? 'exact' };
}

/** Yes or no is said by rules. */
function withoutVerdict(text: string): string {
  return text
    .replace(/^(?:是的?|不是的?|对的?|否|没错|没有|有的?|可以的?|不可以|不能|能|不行|行)[，,。：:！]\s*/u, '')
    .trim();
}

function fail(reason: ProofFailure): Proof {
  return { isProven: false, reason };
}

function checkSentence(
  sentence: StatementSentence,
  aligned: readonly SourceSentence[],
  source: ProofSource,
  places: readonly NamedPlace[],
): ProofFailure | null {
  const quantity = checkQuantities(sentence, source);
  if (quantity) return quantity;
  const force = checkForce(sentence, aligned, source);
  if (force) return `force-${force}`;
  const condition = checkConditions(sentence, aligned);
  if (condition) return condition;
  if (sentence.cells.some((cell) => mixesParallels(cell.pairs, aligned))) return 'mixed';
  const tight = checkTight(sentence, aligned, source, places);
  if (tight) return tight;
  return (
    checkDoers(sentence, aligned, source, places) ??
    checkUnitTasks(sentence, source, places) ??
    checkContent(sentence, aligned, source, places)
  );
}

/** The sentences of the clause that a sentence follows: for each stretch the one that has most of its words. */
function align(sentence: StatementSentence, source: ProofSource): SourceSentence[] {
  const chosen = new Set<SourceSentence>();
  for (const cell of sentence.cells) {
    if (cell.pairs.size === 0) continue;
    const best = bestSentence(cell.pairs, source);
    if (best && best.cover >= FOLLOWS) chosen.add(best.sentence);
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

/** Where a statement only says who does it: the printed phrases that name them; the task itself where they stand above it. */
function phrasesOf(places: readonly NamedPlace[], { clause, sentences }: ProofSource): readonly TextSpan[] {
  const names = new Set(places.flatMap((place) => place.names));
  const printed = clause.units.flatMap(({ name, textSpan }) =>
    textSpan && names.has(name) ? [textSpan] : [],
  );
  return printed.length > 0 || names.size === 0 ? printed : sentences.slice(0, 1);
}

function joinSpans(quote: TextSpan | null, sentences: readonly TextSpan[]): TextSpan | null {
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
