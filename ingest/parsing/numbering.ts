import { parseChineseNumeral } from '../../src/language/numerals.ts';

/**
 * Numbering systems from outermost to innermost. Officials use 编章节条款项目 in rules and 一、（一）1.（1）① in plans; both may
 * stand in one document. `decimal` is 1.1 and 4.2.3; `letter` is a）, as standards have it; `ordinal` is 一是, 二是; `dash` is ——.
 */
export type NumberKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'cn'
  | 'cn-paren'
  | 'arabic'
  | 'decimal'
  | 'arabic-paren'
  | 'letter'
  | 'circled'
  | 'ordinal'
  | 'dash';

export interface NumberToken {
  readonly kind: NumberKind;
  readonly value: number;
  /** As printed, without white space behind it: 一、 （一） 第三条. */
  readonly printed: string;
  /** Length in the line, white space behind it included. */
  readonly length: number;
  /** 0 for the outermost kind; decimals count their dots. */
  readonly rank: number;
  /** This number's piece of a clause id: 2, art3, ch1, d1. */
  readonly idPart: string;
}

const CN = '[一二三四五六七八九十百零〇两]+';

/** No document has as many articles; 第 before more digits than these is a code. */
const LONGEST_NUMBER = 12;

/** 「11.5.2的试验适用于…」, 「4.1和4.2的要求」, 「（二）项所列情形」: what a number in a sentence is followed by. */
const REFERS =
  '(?:的|所(?:述|列|示|指|称|规定|要求)|规定的|中(?:的|所|规定|给出|第|[，,])|(?:和|及|与|或|至|、|～|~)\\s*(?:第|[（(]?[\\d一二三四五六七八九十])|[项款](?:和|或|至|、|所|规定|中|的|情形)|目所)';

interface Pattern {
  readonly kind: NumberKind;
  readonly rank: number;
  readonly pattern: RegExp;
  readonly prefix: string;
}

/** `value` is the number, `printed` what is shown. Order matters: the first that fits wins. */
const PATTERNS: readonly Pattern[] = [
  {
    kind: 'part',
    rank: 0,
    prefix: 'pt',
    pattern: new RegExp(
      `^(?<printed>第\\s*(?<value>${CN}|\\d+)\\s*(?:编|篇|部分))(?=[\\s\\u3000]|[^，。的第]{0,30}$)\\s*`,
    ),
  },
  {
    kind: 'chapter',
    rank: 1,
    prefix: 'ch',
    pattern: new RegExp(
      `^(?<printed>第\\s*(?<value>${CN}|\\d+)\\s*章)(?=[\\s\\u3000]|[^，。的第规]{0,30}$)\\s*`,
    ),
  },
  {
    kind: 'section',
    rank: 2,
    prefix: 's',
    pattern: new RegExp(
      `^(?<printed>第\\s*(?<value>${CN}|\\d+)\\s*节)(?=[\\s\\u3000]|[^，。的第规]{0,30}$)\\s*`,
    ),
  },
  {
    kind: 'article',
    rank: 3,
    prefix: 'art',
    pattern: new RegExp(
      `^(?<printed>第\\s*(?<value>${CN}|\\d+)\\s*条(?:之${CN})?)(?![第的、所和至中或及款项]|规定)\\s*`,
    ),
  },
  { kind: 'cn', rank: 4, prefix: '', pattern: new RegExp(`^(?<printed>(?<value>${CN})[、．.])\\s*`) },
  {
    kind: 'cn-paren',
    rank: 5,
    prefix: '',
    pattern: new RegExp(`^(?<printed>[（(]\\s*(?<value>${CN})\\s*[）)])(?!${REFERS})[、．.]?\\s*`),
  },
  {
    kind: 'decimal',
    rank: 6,
    prefix: '',
    pattern: new RegExp(
      `^(?<printed>(?<value>\\d{1,2}(?:[.．]\\d{1,2}(?!\\d|G|%)){1,3}))(?:[.．、](?!\\d)|\\s+|(?=[\\u4e00-\\u9fff“"《])(?!万|亿|倍|个|元|公里|平方|吨|米|至|到|以|年|月|周?岁(?!末)))\\s*(?!${REFERS})`,
    ),
  },
  {
    kind: 'arabic',
    rank: 6,
    prefix: '',
    pattern: /^(?<printed>(?<value>\d{1,3})\s?[.．、])(?!\d(?!\d{3}年|00%|2345|G))\s*/,
  },
  {
    // 应急预案: 1 总则, 2 组织体系
    kind: 'arabic',
    rank: 6,
    prefix: '',
    pattern: /^(?<printed>(?<value>\d{1,2}))[\s\u3000]+(?=[\u4e00-\u9fff][^。，；：]{1,24}$)/,
  },
  {
    kind: 'arabic-paren',
    rank: 7,
    prefix: '',
    pattern: /^(?<printed>[（(]\s*(?<value>\d{1,2})\s*[）)])[、．.]?\s*/,
  },
  { kind: 'arabic-paren', rank: 7, prefix: '', pattern: /^(?<printed>(?<value>\d{1,2})[）)])\s*/ },
  { kind: 'letter', rank: 7.5, prefix: '', pattern: /^(?<printed>[（(]?(?<value>[a-z])[）)])\s*/ },
  { kind: 'circled', rank: 8, prefix: '', pattern: /^(?<printed>(?<value>[\u2460-\u2473]))\s*/ },
  {
    kind: 'ordinal',
    rank: 9,
    prefix: 'o',
    pattern: /^(?<printed>(?<value>[一二三四五六七八九十]{1,2})是)(?=[要\u4e00-\u9fff])/,
  },
  { kind: 'dash', rank: 10, prefix: 'd', pattern: /^(?<printed>——|─{2,}|--(?!-)|[●•■◆▪])\s*/ },
];

/** Reads the number that opens a line; null where none does. */
export function readNumber(text: string): NumberToken | null {
  for (const { kind, rank, prefix, pattern } of PATTERNS) {
    const match = pattern.exec(text);
    if (!match?.groups) continue;
    const digits = match.groups['value'] ?? '';
    const value = numberValue(kind, digits);
    if (value === null) continue;
    const dots = kind === 'decimal' ? digits.split(/[.．]/).length - 1 : 0;
    return {
      kind,
      value,
      printed: match.groups['printed']!.replace(/\s+/g, ''),
      length: match[0].length,
      rank: rank + dots * 0.1,
      idPart: kind === 'decimal' ? digits.replaceAll('．', '.') : prefix + value + suffixOf(match[0]),
    };
  }
  return null;
}

/** 「1.80周岁以上的」, 「2.5年以上经验」: an item whose text opens with a figure. */
const BEFORE_FIGURE =
  /^(?<printed>(?<value>\d{1,2})[.．])(?=\d{1,4}(?:\.\d+)?\s?(?:周?岁|[年月日天周个名人户家次元万亿倍吨米亩座处条项件所辆台套栋层级类种届期%％℃]|小时|分钟|公里|千|百|毫|厘|平方|立方|学[时分]))/;

/** The number that opens a line, read by what is due: 「1.80周岁」 is item 1 where no 1.80 is expected. */
export function readDueNumber(text: string, state: NumberingState): NumberToken | null {
  const token = readNumber(text);
  if (token && (token.kind !== 'decimal' || isExpected(state, token))) return token;
  const match = BEFORE_FIGURE.exec(text);
  if (!match?.groups) return token;
  const { printed, value } = match.groups as { printed: string; value: string };
  const item: NumberToken = {
    kind: 'arabic',
    value: Number(value),
    printed,
    length: printed.length,
    rank: 6,
    idPart: value,
  };
  return isExpected(state, item) ? item : token;
}

/** 第十三条之一 is its own article beside 第十三条. */
function suffixOf(printed: string): string {
  const match = new RegExp(`条之(?<value>${CN})`).exec(printed);
  const value = match?.groups ? parseChineseNumeral(match.groups['value']!) : null;
  return value === null ? '' : `-${value}`;
}

function numberValue(kind: NumberKind, digits: string): number | null {
  if (kind === 'dash') return 0;
  if (kind === 'letter') return digits.charCodeAt(0) - 0x60;
  if (kind === 'circled') return digits.charCodeAt(0) - 0x245f;
  if (kind === 'decimal') return Number(digits.split(/[.．]/).at(-1));
  if (digits.length > LONGEST_NUMBER) return null;
  return /^\d+$/.test(digits) ? Number(digits) : parseChineseNumeral(digits);
}

/** Open levels of numbering while a document is read; knows which number is due next. */
export interface NumberingState {
  readonly open: readonly { readonly kind: NumberKind; readonly rank: number; readonly value: number }[];
  /** Last value of each kind, also of closed levels: （四） may go on under 二、 where （三） ended 一、. */
  readonly last: ReadonlyMap<NumberKind, number>;
}

export const NO_NUMBERING: NumberingState = { open: [], last: new Map() };

/** Whether the number is the next of an open level, the first of a deeper one, or goes on from a closed level. */
export function isExpected(state: NumberingState, token: NumberToken): boolean {
  if (token.kind === 'dash') return true;
  const level = state.open.find((open) => open.rank === token.rank);
  if (level) return token.value === level.value + 1;
  if (token.value === 1) return true;
  return token.value === (state.last.get(token.kind) ?? 0) + 1;
}

/** The state after the number was taken: deeper levels close. */
export function takeNumber(state: NumberingState, token: NumberToken): NumberingState {
  return {
    open: [
      ...state.open.filter(({ rank }) => rank < token.rank),
      { kind: token.kind, rank: token.rank, value: token.value },
    ],
    last: new Map([...state.last, [token.kind, token.value]]),
  };
}
