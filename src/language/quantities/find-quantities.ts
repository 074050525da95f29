import type { TextSpan } from '../../domain/text-span.ts';
import { YEAR_PATTERN } from '../calendar.ts';
import { foldWidth } from '../width.ts';
import { type Bound, readBound } from './bounds.ts';
import data from './data/measures.json' with { type: 'json' };
import { readNumeral } from './read-numeral.ts';

/** A number with its measure as printed; the place covers the words that bound it: 不少于3000路, 1000元以上3000元以下. */
export interface Quantity extends TextSpan {
  /** In Arabic digits, exact: 3000, 1.1. */
  readonly value: string;
  /** Upper end of a range. */
  readonly valueTo: string | null;
  /** All of the measure, with 万 and 亿: 亿元, 个工作日, %; empty where none follows. */
  readonly unit: string;
  readonly bound: Bound;
  readonly printed: string;
  /** Where the number begins and its measure ends, without the bounding words. */
  readonly number: TextSpan;
  /** 元/人·月 → 人·月; null where nothing follows. */
  readonly perUnit: string | null;
}

const quoteForPattern = (word: string) => word.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
const MEASURES = [...data.measures]
  .sort((a, b) => b.length - a.length)
  .map(quoteForPattern)
  .join('|');
const NUMERAL = '[〇○零一二两三四五六七八九十百千万亿]';
const DIGITS = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';

const NUMBERS = new RegExp(
  `百分之(?<share>${NUMERAL}+(?:点${NUMERAL}+)?|${DIGITS})` +
    `|(?<![A-Za-z\\d.])(?<digits>${DIGITS})[^\\S\\n]*(?<some>多|余)?(?<magnitude>[百千万亿]{0,3})(?<more>多|余)?[^\\S\\n]*(?<measure>${MEASURES}|[米克](?=\\s))?` +
    `|(?<spelled>${NUMERAL}{1,14}(?:点${NUMERAL}{1,4})?)(?<spelledMore>多|余)?(?<counter>${MEASURES})`,
  'gu',
);

/** What holds numbers and counts nothing: days, ordinals, numbers of documents and headings, 5G, telephone numbers, plans. */
const NO_QUANTITY = new RegExp(
  [
    `${YEAR_PATTERN}\\s*年度?(?:\\s*\\d{1,2}\\s*月(?:份)?(?:\\s*\\d{1,2}\\s*日)?)?(?:\\s*(?:至|到|[-—–~～])+\\s*(?:${YEAR_PATTERN}\\s*年)?(?:\\d{1,2}\\s*月(?:份)?)?(?:\\s*\\d{1,2}\\s*日)?)?`,
    `${YEAR_PATTERN}\\s*(?:至|到|[-—–~～])+\\s*${YEAR_PATTERN}\\s*年?`,
    '\\d{1,2}\\s*月(?:份)?(?:\\s*\\d{1,2}\\s*日)?(?:\\s*(?:至|到|[-—–~～])+\\s*(?:\\d{1,2}\\s*月)?\\d{1,2}\\s*日)?',
    '[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?(?!份额)',
    '每月\\s*\\d{1,2}\\s*日',
    `第\\s*(?:\\d+|${NUMERAL}+)(?:\\s*[条款项章节届批期次号个类]|季度)?`,
    `[〔［\\[（(【]\\s*(?:19|20)\\d{2}\\s*[〕］\\]）)】]\\s*(?:第\\s*)?\\d+\\s*号`,
    '(?:^|\\n)\\s{0,8}(?:[（(]\\s*(?:\\d{1,3}|[一二三四五六七八九十百]{1,4})\\s*[）)]|\\d{1,3}(?:\\.\\d{1,3}){0,4}[、.．](?!\\d)|[一二三四五六七八九十百]{1,4}[、.．])',
    '[（(]\\s*(?:\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*[）)]',
    '附件\\s*[\\d一二三四五六七八九十]+',
    '[2-6]G(?![Bb])',
    '(?<!\\d)\\d{7,20}(?![\\d.万亿元])',
    '\\d{3,4}-\\d{3,8}',
    '\\d{1,2}[:：]\\d{2}',
    '\\d{1,2}\\s*时(?!间)(?:\\s*\\d{1,2}\\s*分)?',
    '“[^”]{0,4}[一二三四五六七八九十\\d]+[^”]{0,4}”(?=[\\u4e00-\\u9fff])',
    '[“"]?十[一二三四五六]五[”"]?(?=规划|时期|期间|末|以来|[^\\d个家项])',
    '(?:7|24|365)\\s*[×xX*]\\s*(?:7|24)',
    '[一二三四1-4]季度',
    '[一二三四五六七八九十]是',
  ].join('|'),
  'gu',
);

const WITHOUT_COUNT = new Set(data.withoutCount);
/** 三个方面, 五大行动: how many points are made, counted in the text itself. */
const COUNTS_POINTS =
  /^(?:个)?(?:方面|环节|阶段|层面|维度|大(?!小|型|专|学|中|病|气|棚|道|数据)|统一|不|结合|同时|化)/u;

/** Every quantity of a text, in order. 一个, 一批, days, ordinals and headings are none. Linear. */
export function findQuantities(text: string): Quantity[] {
  const folded = foldWidth(text);
  const masked = mask(folded);
  const found: Quantity[] = [];
  for (const match of masked.matchAll(NUMBERS)) {
    const read = readMatch(match, folded, text);
    const joined = read && joinRange(found.at(-1), read, folded, text);
    if (joined) found[found.length - 1] = joined;
    else if (read) found.push(read);
  }
  return found;
}

/** The text with everything that counts nothing blanked out, so that places stay. */
function mask(text: string): string {
  return text.replace(NO_QUANTITY, (printed) => '\ufffd'.repeat(printed.length));
}

function readMatch(match: RegExpMatchArray, folded: string, text: string): Quantity | null {
  const {
    share,
    digits,
    magnitude = '',
    measure = '',
    some,
    more,
    spelled,
    spelledMore,
    counter = '',
  } = match.groups!;
  const numeral = share ?? digits ?? spelled!;
  const split = spelled === undefined ? null : splitMagnitude(spelled);
  const value = readNumeral(split?.head ?? numeral);
  if (value === null) return null;
  const start = match.index!;
  let end = start + match[0].trimEnd().length;
  if (
    spelled !== undefined &&
    ((WITHOUT_COUNT.has(spelled + counter) && !isHowOften(counter, folded, start)) ||
      COUNTS_POINTS.test(folded.slice(end - counter.length)))
  )
    return null;
  if (spelled !== undefined && (value === '0' || isNamePart(counter, folded.slice(end)))) return null;
  const unit = share !== undefined ? '%' : `${split?.magnitude ?? magnitude}${measure}${counter}`;
  if (
    unit === '' &&
    (/^[A-Za-z\ufffd号.]/u.test(folded.slice(end)) || /[-—A-Za-z]/u.test(folded[start - 1] ?? ''))
  )
    return null;
  const per = /^\s*[/／](?<per>(?:[\u4e00-\u9fffA-Za-z]{1,4}|[·.•/／])+)/u.exec(folded.slice(end, end + 16));
  if (per) end += per[0].length;
  if (unit === '' && !isStated(folded, start) && !OPENS_RANGE.test(folded.slice(end, end + 5))) return null;
  const { bound, from, to } = readBound(folded, start, end, (some ?? more ?? spelledMore) !== undefined);
  return {
    value,
    valueTo: null,
    unit,
    bound,
    printed: text.slice(from, to),
    number: { start, end },
    perUnit: per?.groups?.['per']?.replace(/[·.•/／]$/u, '') ?? null,
    start: from,
    end: to,
  };
}

/** 「每半年召开一次」, 「每季度至少开展一次」: how often something is. */
function isHowOften(counter: string, text: string, start: number): boolean {
  return counter === '次' && HOW_OFTEN.test(text.slice(Math.max(0, start - 16), start));
}

const HOW_OFTEN =
  /(?:每|^一|[^\u4e00-\u9fff]一)(?:[一两二三四五六七八九十\d]{0,2}个?)(?:年度?|半年|季度?|月|周|星期|旬|天|日|学期|学年)[^，。；：\d]{0,10}$/u;

/** 八部门, 十八届三中全会: sessions and bodies, counted by nobody. */
function isNamePart(counter: string, after: string): boolean {
  return (
    counter === '届' ||
    (counter === '部' && /^[门委]/u.test(after)) ||
    (counter === '层' && /^次/u.test(after))
  );
}

const OPENS_RANGE = /^\s?(?:[-—–~～至到]{1,2})\s?[\d一二三四五六七八九十百千]/u;

/** A number without a measure counts only behind what says that something comes to it: 指数达到85. */
function isStated(text: string, start: number): boolean {
  return /(?:达到?|为|到|至|是|超过?|低于|高于|少于|大于|小于|突破|多于|约|[-—–~～])\s?$/u.test(
    text.slice(Math.max(0, start - 4), start),
  );
}

/** 五百万 → 500 and 万; 三亿五千万 is one number. */
function splitMagnitude(spelled: string): { readonly head: string; readonly magnitude: string } | null {
  const groups = /^(?<head>[^万亿]+)(?<magnitude>[万亿]{1,2})$/u.exec(spelled)?.groups;
  return groups ? { head: groups['head']!, magnitude: groups['magnitude']! } : null;
}

const STROKE = /^\s*(?:[-—–~～至到]{1,2})\s*$/u;

/** 3至5个, 10%—20%, 1000元以上3000元以下: two numbers are one range. */
function joinRange(
  last: Quantity | undefined,
  next: Quantity,
  folded: string,
  text: string,
): Quantity | null {
  if (!last || last.valueTo !== null) return null;
  const between = folded.slice(last.number.end, next.number.start);
  const isStroke = STROKE.test(between) && (last.unit === '' || last.unit === next.unit);
  const isPair =
    last.bound === 'at-least' &&
    next.bound === 'at-most' &&
    last.unit === next.unit &&
    /^(?:以上|及以上|起)?[、，,]?(?:且|但)?(?:不超过|不高于)?$/u.test(between);
  if (!isStroke && !isPair) return null;
  const start = last.start;
  return {
    ...next,
    value: last.value,
    valueTo: next.value,
    bound: 'range',
    number: { start: last.number.start, end: next.number.end },
    printed: text.slice(start, next.end),
    start,
  };
}
