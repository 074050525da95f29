import type { TextSpan } from '../../domain/text-span.ts';
import { amountOf, compareDecimals, type Quantity } from '../../language/quantities/index.ts';
import { carriesPart, carriesWord, coverWords } from './cover-words.ts';
import type { Claim, Mode } from './read-claim.ts';
import { readStatements, type Stance, type Statement } from './read-statements.ts';

/** What a sentence says of a claim, and where. */
export interface Verdict extends TextSpan {
  readonly isYes: boolean;
  /** The share of the claim's words that it is about, 0 … 1. */
  readonly cover: number;
}

/** Share of a claim's words from which on a sentence, with the headings above it, is about the same. */
const LEAST_COVER = 0.74;
/** Share that must stand in the sentence itself. */
const LEAST_WITHIN = 0.5;
const LEAST_EXCEPTED = 0.6;

/**
 * What the sentences of a clause say of a claim: confirmed or denied by polarity (不享受), modality (不得, 应当, 无需), thresholds (20人
 * against 超过12人的) and exceptions (除抢险车辆外). Null where no sentence speaks of the same, or only in other words.
 * `around`: headings and title above the sentences.
 */
export function judgeClaim(
  claim: Claim,
  sentences: readonly (TextSpan & { readonly text: string })[],
  around: string,
): Verdict | null {
  let best: { readonly verdict: Verdict; readonly rank: number } | null = null;
  for (const { text, start } of sentences) {
    if (/[？?]\s*$/u.test(text)) continue;
    for (const statement of readStatements(text)) {
      const isYes = saysOf(claim, statement);
      if (isYes === null) continue;
      const own = statement.text.replaceAll(statement.exception ?? '\u0000', '');
      const within = coverWords(claim.words, `${statement.before}${own}`);
      const cover = coverWords(claim.words, `${around}${statement.before}${own}`);
      if (cover < LEAST_COVER || within < LEAST_WITHIN) continue;
      if (!speaksOf(claim, `${around}${statement.before}${statement.text}`)) continue;
      const rank = within + coverWords(claim.words, own) / 2;
      if (best && rank <= best.rank) continue;
      best = {
        rank,
        verdict: { isYes, cover, start: start + statement.start, end: start + statement.end },
      };
    }
  }
  return best?.verdict ?? null;
}

/** Whether everything that a claim is about stands in a text, in parts at least: 县农业农村局 is not 县乡村振兴局. */
export function speaksOf({ things }: Claim, text: string): boolean {
  return things.every((thing) => carriesPart(thing, text));
}

/** What one statement says of the claim: true, false, or null where it speaks of something else or leaves it open. */
function saysOf(claim: Claim, statement: Statement): boolean | null {
  const isAboutMoney = claim.isCharge && (statement.isFree || /费|元|钱/u.test(statement.text));
  const limits =
    fitsFigures(claim.quantities, statement.figures) !== null &&
    carriesWord(claim.predicate, statement.before);
  if (!isAboutMoney && !limits && !carriesWord(claim.predicate, statement.text)) return null;
  const plain = isAboutMoney ? chargeOf(claim, statement) : CONFIRMS[claim.mode][statement.stance];
  if (plain === null) return null;
  const held = holds(claim.quantities, statement.conditions);
  const isExcepted =
    statement.exception !== null &&
    coverWords(claim.words, statement.exception) > 0 &&
    isNamed(statement.exception, claim);
  let isTrue = plain;
  if (held === false) isTrue = !isTrue;
  if (isExcepted) isTrue = !isTrue;
  if (held === null) {
    const fits = fitsFigures(claim.quantities, statement.figures);
    if (fits === null && claim.quantities.length > 0) return null;
    if (fits === false) {
      if (statement.stance === 'denies' || statement.stance === 'forbids') return null;
      isTrue = false;
    }
  }
  return claim.isNegated ? !isTrue : isTrue;
}

const CONFIRMS: Readonly<Record<Mode, Readonly<Record<Stance, boolean | null>>>> = {
  is: { states: true, denies: false, allows: true, forbids: false, owes: true, spares: false },
  may: { states: true, denies: false, allows: true, forbids: false, owes: true, spares: null },
  must: { states: true, denies: false, allows: null, forbids: false, owes: true, spares: false },
};

function chargeOf(claim: Claim, { isFree, stance }: Statement): boolean {
  const isCharged = !isFree && stance !== 'denies' && stance !== 'spares' && stance !== 'forbids';
  return claim.isFree ? !isCharged : isCharged;
}

/** The thing excepted stands in the question. */
function isNamed(exception: string, claim: Claim): boolean {
  const named = claim.words.filter((word) => word.length > 1 && carriesWord(word, exception));
  return named.join('').length >= LEAST_EXCEPTED * exception.replace(/^(?:了|对|因)/u, '').length;
}

/** Whether the case that is asked about is one that the conditions name; null where they do not speak of its measure. */
function holds(asked: readonly Quantity[], conditions: readonly Quantity[]): boolean | null {
  return fitsFigures(asked, conditions);
}

function fitsFigures(asked: readonly Quantity[], stated: readonly Quantity[]): boolean | null {
  let known: boolean | null = null;
  for (const quantity of asked) {
    const alike = stated.filter((other) => isComparable(quantity, other));
    if (alike.length === 0) continue;
    const fits = alike.some((other) => isWithin(quantity, other));
    known = known === null ? fits : known && fits;
  }
  return known;
}

function isComparable(a: Quantity, b: Quantity): boolean {
  const [one, other] = [amountOf(a.value, a.unit).unit, amountOf(b.value, b.unit).unit];
  return one === other || one.replace(/^周/u, '') === other.replace(/^周/u, '');
}

/** Whether a quantity as asked lies within a bound as stated; a bound that is asked for itself must be the same. */
function isWithin(asked: Quantity, stated: Quantity): boolean {
  const value = amountOf(asked.value, asked.unit).value;
  const from = amountOf(stated.value, stated.unit).value;
  const order = compareDecimals(value, from);
  if (asked.bound !== 'exactly' && asked.bound !== 'about' && stated.bound !== 'exactly') return order === 0;
  switch (stated.bound) {
    case 'at-least':
      return order >= 0;
    case 'more-than':
      return order > 0;
    case 'at-most':
      return order <= 0;
    case 'less-than':
      return order < 0;
    case 'range': {
      const to = amountOf(stated.valueTo ?? stated.value, stated.unit).value;
      return order >= 0 && compareDecimals(value, to) <= 0;
    }
    case 'about':
    case 'exactly':
      return order === 0;
  }
}
