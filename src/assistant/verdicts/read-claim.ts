import { findQuantities, type Quantity } from '../../language/quantities/index.ts';
import { segmentWords } from '../../language/segmenter.ts';
import { CHARGING, FREE_OF_CHARGE, isContentWord } from './claim-words.ts';
import { partQualifier } from './qualifiers.ts';

/** What a statement says of doing something: it is so, it is allowed, it is owed. */
export type Mode = 'is' | 'may' | 'must';

/** What a question whether asks to be confirmed: 「停放30小时要登记吗」 → 停放, 登记; must; 30小时. */
export interface Claim {
  readonly mode: Mode;
  /** 「可以不开票吗」 「是不是不收费」: the contrary is asked to be confirmed. */
  readonly isNegated: boolean;
  /** Words with content, as written, without the quantities. */
  readonly words: readonly string[];
  /** As it was said, without the words that ask. */
  readonly text: string;
  /** Of these the nouns of two signs and more: what the claim is about. */
  readonly things: readonly string[];
  /** Of these the last, without which no sentence is about the same deed: 登记. */
  readonly predicate: string;
  readonly quantities: readonly Quantity[];
  /** Whether it is about money that is asked for: 要不要钱, 收费吗, 免费吗; then whether none is, as the question has it. */
  readonly isCharge: boolean;
  readonly isFree: boolean;
}

/** 能不能, 要不要, 算不算, 享不享受, 有没有, 是否, 能否: the words that ask and, behind them, what they ask of. */
const ALTERNATIVE = /(?<verb>\p{Script=Han}{1,2})不(?=\k<verb>)|有没(?=有)|是否|(?<=[能可应])否|有无/gu;
const ASKING_END =
  /(?:[吗么嘛呢吧呀啊]|(?:行|好|可以|对)?不(?:行|好|可以|对)?|没有?|与否|否|来着)?[\s？?。！!]*$/u;
const MAY: ReadonlySet<string> = new Set([
  '可以',
  '能',
  '能够',
  '可',
  '准',
  '准许',
  '允许',
  '有权',
  '行得通',
  '让',
]);
const MUST: ReadonlySet<string> = new Set([
  '要',
  '需要',
  '需',
  '须',
  '必须',
  '应',
  '应当',
  '应该',
  '该',
  '得',
  '用',
]);
const NOT = /不(?!同|足|良|动产|锈)|没有?(?!收)|无(?![人线障锡机])|别|免(?!费|疫)/u;

/** 只做市区, 都要, 一样多, 比…还高: more is asked than whether a sentence says so. */
const COMPARES_OR_LIMITS =
  /只(?!要|有|能)|仅|光是|都(?!市)|全部|所有|一样|相同|一致|更(?![换新改正名替])|[比跟和与].{1,24}(?:还|都)?(?:高|低|多|少|大|小|早|晚)/u;

/** The claim of a question, or null where its words say too little or ask for more. `text`: one question, without what was said before it. */
export function readClaim(text: string): Claim | null {
  const said = text
    .normalize('NFKC')
    .replace(ASKING_END, '')
    .replace(ALTERNATIVE, (found) => (found === '有没' ? '' : found === '有无' ? '有' : ''));
  if (COMPARES_OR_LIMITS.test(said)) return null;
  const quantities = findQuantities(said);
  const isFree = FREE_OF_CHARGE.test(said);
  const isCharge = isFree || CHARGING.test(said);
  const plain = mask(said, quantities);
  const segmented = segmentWords(plain.replace(/□+/gu, ' '));
  const may = segmented.findIndex(({ text: word }) => MAY.has(word));
  const must = segmented.findIndex(({ text: word, tag }) => MUST.has(word) && tag !== 'ud');
  // 「可以不登记吗」 asks whether it is owed; 「不能转租吗」 whether it is allowed.
  const mayNot = may >= 0 && /^(?:不|免予)/u.test(segmented[may + 1]?.text ?? '');
  const owes = must > may && !CHARGED.test(plain);
  const mode: Mode = mayNot || owes ? 'must' : may >= 0 ? 'may' : 'is';
  const content = segmented.filter((word) => isContentWord(word));
  const words = content.map(({ text: word }) => word);
  const things = content
    .filter(({ text: word, tag }) => word.length > 1 && /^(?:n|eng)/u.test(tag))
    .map(({ text: word }) => word);
  const predicate = words.findLast((word) => word.length > 1) ?? words.at(-1);
  if (predicate === undefined) return null;
  return {
    mode,
    isNegated: !isFree && NOT.test(partQualifier(plain).rest),
    text: said,
    words,
    things,
    predicate,
    quantities,
    isCharge,
    isFree,
  };
}

/** 「要不要钱」: 要 asks for nothing that is owed but the money itself. */
const CHARGED = /(?:要|用|需要?)(?:花|交|付|给|掏|出)?(?:钱|费)/u;

/** Whether a question asks to be told yes or no: 能不能, 是否, … 吗. */
export function asksWhether(text: string): boolean {
  return (
    new RegExp(ALTERNATIVE.source, 'u').test(text) ||
    /[吗么](?:[？?。]|$)|(?<=\p{Script=Han})[不没](?:[？?。]|$)/u.test(text)
  );
}

/** The text with its quantities blotted out, at the same places. */
function mask(text: string, quantities: readonly Quantity[]): string {
  let masked = text;
  for (const { start, end } of quantities)
    masked = `${masked.slice(0, start)}${'□'.repeat(end - start)}${masked.slice(end)}`;
  return masked;
}
