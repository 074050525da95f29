import type { TextSpan } from '../../domain/text-span.ts';
import { amountOf, compareDecimals, type Quantity } from '../../language/quantities/index.ts';
import { segmentWords } from '../../language/segmenter.ts';
import { isContentWord } from './claim-words.ts';
import { carriesPart, carriesWord, coverWords } from './cover-words.ts';
import { negationsOf, partQualifier } from './qualifiers.ts';
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
  let best: { readonly verdict: Verdict | null; readonly rank: number } | null = null;
  for (const { text, start } of sentences) {
    if (/[？?]\s*$/u.test(text)) continue;
    for (const statement of readStatements(text)) {
      const own = statement.text.replaceAll(statement.exception ?? '\u0000', '');
      const within = coverWords(claim.words, `${statement.before}${own}`);
      const rank = within + coverWords(claim.words, own) / 2;
      // What is nearest to the question decides, also that nothing is decided where it holds for a case alone.
      if (best && rank <= best.rank) continue;
      const cover = coverWords(claim.words, `${around}${statement.before}${own}`);
      if (cover < LEAST_COVER || within < LEAST_WITHIN) continue;
      const isAbout = speaksOf(claim, `${around}${statement.before}${statement.text}`);
      const isFit = isAbout && !LEFT_OPEN.test(text) && isUnconditional(claim, statement);
      const isYes = isFit ? saysOf(claim, statement) : null;
      if (isFit && isYes === null) continue;
      const span = {
        start: statement.before === '' ? start + statement.start : start,
        end: start + statement.end,
      };
      best = { rank, verdict: isYes === null ? null : { isYes, cover, ...span } };
    }
  }
  return best?.verdict ?? null;
}

/** Limits, exclusions and references that a verdict would have to repeat. */
const LEFT_OPEN = /以外的|不含|不包括(?=[^，。；]{1,20}[）)])|仅限|只限|原则上|未经|下列|上述|以下情形|之一/u;
/** Share of the words of a condition, and of the statement itself, that the question must have. */
const LEAST_CASE = 0.5;
const LEAST_SAID = 0.55;
/** The same where a quantity of the question is held against its condition. */
const LEAST_SAID_OF_CASE = 0.4;

/**
 * Whether the statement holds for what is asked without more: its conditions in words stand in the question, and so does what it is about;
 * negated attributes (未参加, 非本市) are the same on both sides.
 */
function isUnconditional(claim: Claim, { cases, text, before, conditions }: Statement): boolean {
  const asked = partQualifier(claim.text).qualifier;
  const { qualifier } = partQualifier(text);
  if (negationsOf(`${cases.join('')}${qualifier}`).some((found) => !claim.text.includes(found))) return false;
  if (negationsOf(asked).some((found) => !`${before}${text}`.includes(found))) return false;
  const isCase = cases.length === 0 || coverWords(wordsOf(cases.join('，')), claim.text) >= LEAST_CASE;
  if (conditions.length === 0 && !isCase) return false;
  const head = /的(?<head>\p{Script=Han}{2,6})$/u.exec(qualifier)?.groups?.['head'];
  if (head !== undefined && coverWords(wordsOf(head), claim.text) < LEAST_CASE) return false;
  const own = wordsOf(text);
  const least = conditions.length > 0 && claim.quantities.length > 0 ? LEAST_SAID_OF_CASE : LEAST_SAID;
  return own.length === 0 || coverWords(own, claim.text) >= least;
}

/** Words with content, without verbs that only carry another (办理登记). */
function wordsOf(text: string): string[] {
  return segmentWords(text.replace(/第[一二三四五六七八九十百零\d]+[条款项]|[\d.]+/gu, ' '))
    .filter((word) => isContentWord(word) && !LIGHT_VERB.test(word.text))
    .map(({ text: word }) => word);
}

const LIGHT_VERB =
  /^(?:办理|进行|予以|给予|加以|作出|开展|提交|提供|收取|缴纳|交纳|支付|享受|超过|低于|达到|以上|以下|不足)$/u;

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
  const held = fitsFigures(claim.quantities, statement.conditions);
  if (held === 'open') return null;
  const isExcepted =
    statement.exception !== null &&
    coverWords(claim.words, statement.exception) > 0 &&
    isNamed(statement.exception, claim);
  let isTrue = plain;
  if (held === false) isTrue = !isTrue;
  if (isExcepted) isTrue = !isTrue;
  if (held === null) {
    const fits = fitsFigures(claim.quantities, statement.figures);
    if (fits === 'open' || (fits === null && claim.quantities.length > 0)) return null;
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

/**
 * Whether the quantities that are asked about lie within those that are stated; `open` where they do so in part, null where none is of the
 * same measure.
 */
function fitsFigures(asked: readonly Quantity[], stated: readonly Quantity[]): boolean | 'open' | null {
  let known: boolean | 'open' | null = null;
  for (const quantity of asked) {
    const alike = stated.filter((other) => isComparable(quantity, other));
    if (alike.length === 0) continue;
    const each = alike.map((other) => isWithin(quantity, other));
    const fits = each.includes(true) ? true : each.includes('open') ? 'open' : false;
    known = known === null || known === true ? fits : known;
  }
  return known;
}

function isComparable(a: Quantity, b: Quantity): boolean {
  const [one, other] = [amountOf(a.value, a.unit).unit, amountOf(b.value, b.unit).unit];
  return one === other || one.replace(/^周/u, '') === other.replace(/^周/u, '');
}

/** Whether a quantity as asked lies within the one stated, outside of it, or in part. */
function isWithin(asked: Quantity, stated: Quantity): boolean | 'open' {
  const a = intervalOf(asked);
  const b = intervalOf(stated);
  if (isBelow(a, b) || isBelow(b, a)) return false;
  const isFrom = b.from === null || (a.from !== null && compareEnds(a.from, b.from, -1) >= 0);
  const isTo = b.to === null || (a.to !== null && compareEnds(a.to, b.to, 1) <= 0);
  return isFrom && isTo ? true : 'open';
}

interface End {
  readonly value: string;
  readonly isIn: boolean;
}
interface Interval {
  readonly from: End | null;
  readonly to: End | null;
}

function intervalOf({ value, valueTo, unit, bound }: Quantity): Interval {
  const at = (number: string, isIn = true): End => ({ value: amountOf(number, unit).value, isIn });
  switch (bound) {
    case 'at-least':
      return { from: at(value), to: null };
    case 'more-than':
      return { from: at(value, false), to: null };
    case 'at-most':
      return { from: null, to: at(value) };
    case 'less-than':
      return { from: null, to: at(value, false) };
    case 'range':
      return { from: at(value), to: at(valueTo ?? value) };
    case 'about':
    case 'exactly':
      return { from: at(value), to: at(value) };
  }
}

/** Whether all of one interval lies below all of the other. */
function isBelow({ to }: Interval, { from }: Interval): boolean {
  if (to === null || from === null) return false;
  const order = compareDecimals(to.value, from.value);
  return order < 0 || (order === 0 && !(to.isIn && from.isIn));
}

/** Order of two ends of the same side; one that is left out lies further in. */
function compareEnds(a: End, b: End, side: 1 | -1): number {
  const order = compareDecimals(a.value, b.value);
  if (order !== 0 || a.isIn === b.isIn) return order;
  return a.isIn ? side : -side;
}
