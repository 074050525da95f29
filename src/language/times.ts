import type { TextSpan } from '../domain/text-span.ts';
import { isoDate, lastDayOf, readNumber, readYear, YEAR_PATTERN } from './calendar.ts';
import { type DeadlineOptions, findDeadlines } from './deadlines.ts';
import { foldWidth } from './width.ts';

/** A time that a text sets, with its place. */
export interface PrintedTime extends TextSpan {
  readonly text: string;
  /** by 前, 底 · from 起 · between 3月5日至7日 · recurring 每季度末 · relative 受理之日起5个工作日内. */
  readonly kind: 'by' | 'from' | 'between' | 'recurring' | 'relative';
  /** Last day that it allows; null of what begins, recurs or counts from something else. */
  readonly on: string | null;
  readonly from: string | null;
}

const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const YEAR = `(?:(?:(?<year>${YEAR_PATTERN})\\s*年|(?<relative>今年|本年度?))\\s*)?`;
const MONTH_DAY = `(?<month>${NUMBER})\\s*月(?:份)?(?:\\s*(?<day>${NUMBER})\\s*日)?`;

/** 「自2024年5月1日起施行」, 「从2025年3月起」, 「自2025年起」 */
const FROM = new RegExp(
  `(?:自|从)\\s*(?:(?<year>${YEAR_PATTERN})\\s*年|(?<relative>今年|本年度?))?\\s*(?:${MONTH_DAY})?(?:\\s*(?:开始|之日))?\\s*起(?!草|步|点|诉)`,
  'gu',
);
/** 「2025年3月5日至7日」, 「3月1日—5月31日」, 「2024年9月至2025年6月」 */
const BETWEEN = new RegExp(
  `${YEAR}${MONTH_DAY}\\s*(?:[-—–―~～至到]{1,2})\\s*(?:(?<year2>${YEAR_PATTERN})\\s*年\\s*|(?<next>次年|翌年))?(?:(?<month2>${NUMBER})\\s*月(?:份)?\\s*)?(?:(?<day2>${NUMBER})\\s*日|(?<part2>底|末))?`,
  'gu',
);
/** 「每季度末」, 「每年12月底前」, 「每月5日前」, 「每周五」, 「每半年末」; 每年一次 is how often and no day. */
const RECURRING = new RegExp(
  `(?:每(?:个)?(?:年度?|半年|季度?|月度?|周|星期|旬|学期|学年)|次年|次月|翌年|当年|当月)的?\\s*(?:(?:${NUMBER}\\s*月(?:份)?\\s*(?:${NUMBER}\\s*日)?|${NUMBER}\\s*日|[一二三四五六日天]|第[一二三四五]个?(?:工作日|周|月|季度)|[首末]月|(?:下|次)月)\\s*)?(?:(?:底|末|初|结束|终了|中旬|上旬|下旬|开学)\\s*)?(?:(?:以|之)?前|后?\\s*\\d{1,3}\\s*个?(?:工作日|日|天)(?:以|之)?内)?`,
  'gu',
);
/** 「5个工作日内」, 「三十日内」, 「24小时内」, 「两年内」, 「10日前」 as in 举办10日前. */
const SPAN =
  /(?<count>\d{1,3}|[一二两三四五六七八九十百半]{1,4})\s*(?<unit>个?工作日|个?小时|分钟|个月|个?星期|周|日|天|年)(?:(?:以|之)?内(?!容|部|地|外|河|销|涝|需|心)|(?:以|之)?前(?=[向，。；、告申通报提书]|[^\u4e00-\u9fff]|$))/gu;
/** What a span counts from: 自受理之日起, 收到申请后. */
const SINCE =
  /(?:(?:自|从|在|于)?[^，。；：、\s自从]{0,24}(?:之日|当日|之时|之次日|次日)(?:起|后)?(?:的)?|(?:自|从|在|于)?(?:(?!应当|当在|应在|须在|可在|必须|[自从])[^，。；：、\s]){1,20}(?:后|之后|以后|期满|届满|前)(?:的)?)$/u;
const NO_SPAN_BEFORE = /(?:近|前|过去|最近|连续|每|任意|同一|第|[\d年月第]|有效期|最多|累计)$/u;
/** 「2025年底完成」, 「2025年12月建成」: the verb closes it. */
const DONE = new RegExp(
  `(?=\\d|[二一今本年第上下三四五六七八九十])${YEAR}(?:${MONTH_DAY}\\s*)?(?:(?<part>年?底|年?末|上旬|中旬|下旬|上半年|下半年|第?[一二三四1-4]季度末?)\\s*)?(?=(?:全部|全面|基本|力争|初步|正式|须|应)?(?:完成|建成|实现|投用|投入|出台|形成|竣工|投产|通车|上线|报送|提交|交付|达到|完工|办结|印发))`,
  'gu',
);
const PAST = /(?:已|已经|截至|截止|于上|去)$/u;

/**
 * Every time that a text sets for something, in order and without overlap. A month without a year takes that of the time before it, else
 * `options.year`. Linear: each expression is bounded, and what it counts from is looked for in the 40 characters before it.
 */
export function findTimes(text: string, options: DeadlineOptions = {}): PrintedTime[] {
  const taken: PrintedTime[] = [];
  if (!NAMES_TIME.test(text)) return taken;
  const folded = foldWidth(text);
  const years = createYears(folded, options.year);
  const add = (time: PrintedTime | null) => {
    if (time && time.end > time.start) taken.push(time);
  };
  const marked = { month: /月/u.test(folded), each: /[每次翌当]/u.test(folded), from: /起/u.test(folded) };
  if (marked.month) for (const match of folded.matchAll(BETWEEN)) add(readBetween(match, text, years));
  if (marked.each) for (const match of folded.matchAll(RECURRING)) add(readRecurring(match, text));
  if (marked.from) for (const match of folded.matchAll(FROM)) add(readFrom(match, text, years));
  for (const { text: printed, date, start, end } of findDeadlines(text, options))
    add({ text: printed, kind: 'by', on: date, from: null, start, end });
  for (const match of folded.matchAll(DONE)) add(readDone(match, text, years));
  for (const match of folded.matchAll(SPAN)) add(readSpan(match, folded, text));
  return withoutOverlap(taken);
}

/** Every time names a year, a month, a day or a shorter span. */
const NAMES_TIME = /[年月日天周时钟度五期]/u;

/** What was found first in the order of kinds stays. */
function withoutOverlap(times: readonly PrintedTime[]): PrintedTime[] {
  const byStart = times
    .map((time, rank) => ({ time, rank }))
    .sort((a, b) => a.time.start - b.time.start || a.rank - b.rank);
  const kept: { time: PrintedTime; rank: number }[] = [];
  for (const next of byStart) {
    const last = kept.at(-1);
    if (!last || last.time.end <= next.time.start) kept.push(next);
    else if (next.rank < last.rank) kept[kept.length - 1] = next;
  }
  return kept.map(({ time }) => time);
}

type YearAt = (groups: Record<string, string | undefined>, at: number) => number | undefined;

/** The year of an expression: its own, else the last one printed before it in the text, else the document's. */
function createYears(folded: string, fallback: number | undefined): YearAt {
  const printed = [...folded.matchAll(new RegExp(`(?<year>${YEAR_PATTERN})\\s*年`, 'gu'))].map((match) => ({
    year: readYear(match.groups!['year']!),
    at: match.index,
  }));
  return ({ year }, at) => {
    if (year !== undefined) return readYear(year);
    let low = 0;
    let high = printed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (printed[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return printed[low - 1]?.year ?? fallback;
  };
}

function trimmed(match: RegExpMatchArray, text: string): TextSpan & { readonly text: string } {
  const raw = text.slice(match.index!, match.index! + match[0].length);
  const start = match.index! + (raw.length - raw.trimStart().length);
  const printed = raw.trim();
  return { start, end: start + printed.length, text: printed };
}

function readBetween(match: RegExpMatchArray, text: string, yearAt: YearAt): PrintedTime | null {
  const groups = match.groups!;
  const { month, day, year2, next, month2, day2, part2 } = groups;
  if (month2 === undefined && day2 === undefined) return null;
  if (day !== undefined && day2 === undefined && month2 === undefined) return null;
  const year = yearAt(groups, match.index!);
  if (year === undefined) return null;
  const lastYear = year2 ? readYear(year2) : year + (next ? 1 : 0);
  const lastMonth = readNumber(month2 ?? month!);
  const from = isoDate(year, readNumber(month!), day === undefined ? 1 : readNumber(day));
  const on =
    day2 === undefined || part2
      ? monthEnd(lastYear, lastMonth)
      : isoDate(lastYear, lastMonth, readNumber(day2));
  return from === null || on === null || on < from
    ? null
    : { ...trimmed(match, text), kind: 'between', on, from };
}

function monthEnd(year: number, month: number): string | null {
  return month >= 1 && month <= 12 ? lastDayOf(year, month) : null;
}

/** A point within the round is printed: 末, 前, a month, a day of the week. */
function readRecurring(match: RegExpMatchArray, text: string): PrintedTime | null {
  const time = trimmed(match, text);
  const hasPoint =
    /[底末初前内旬]|结束|终了|月.*日|周[一二三四五六日天]|\d\s*[日月]|工作日|[首末]月|[一二三四五六七八九十]月/u.test(
      time.text.replace(/^每个?月度?|^每旬/u, ''),
    );
  if (/^[次翌当]/u.test(time.text) && !/[底末前内]/u.test(time.text)) return null;
  return hasPoint ? { ...time, kind: 'recurring', on: null, from: null } : null;
}

function readFrom(match: RegExpMatchArray, text: string, yearAt: YearAt): PrintedTime | null {
  const groups = match.groups!;
  const { month, day } = groups;
  if (!groups['year'] && !groups['relative'] && !month) return null;
  const year = yearAt(groups, match.index!);
  if (year === undefined) return null;
  const from = isoDate(year, month ? readNumber(month) : 1, day ? readNumber(day) : 1);
  return from === null ? null : { ...trimmed(match, text), kind: 'from', on: null, from };
}

function readDone(match: RegExpMatchArray, text: string, yearAt: YearAt): PrintedTime | null {
  const groups = match.groups!;
  const { month, day, part } = groups;
  if ((!month && !part) || PAST.test(text.slice(Math.max(0, match.index! - 3), match.index!))) return null;
  if (
    !groups['year'] &&
    /(?:\d|[一二三四五六七八九十两几每年次])$/u.test(text.slice(Math.max(0, match.index! - 1), match.index!))
  )
    return null;
  const year = yearAt(groups, match.index!);
  if (year === undefined) return null;
  const on = lastDayIn(year, month && readNumber(month), day && readNumber(day), part);
  return on === null ? null : { ...trimmed(match, text), kind: 'by', on, from: null };
}

function lastDayIn(
  year: number,
  month: number | '' | undefined,
  day: number | '' | undefined,
  part: string | undefined,
): string | null {
  if (month) {
    if (day) return isoDate(year, month, day);
    if (part === '上旬' || part === '中旬') return isoDate(year, month, part === '上旬' ? 10 : 20);
    return monthEnd(year, month);
  }
  if (part === '上半年') return lastDayOf(year, 6);
  const quarter = /(?<ordinal>[一二三四1-4])季度/u.exec(part ?? '')?.groups?.['ordinal'];
  return quarter
    ? lastDayOf(year, 3 * readNumber(quarter))
    : /旬/u.test(part ?? '')
      ? null
      : lastDayOf(year, 12);
}

function readSpan(match: RegExpMatchArray, folded: string, text: string): PrintedTime | null {
  const at = match.index!;
  const before = folded.slice(Math.max(0, at - 40), at);
  if (NO_SPAN_BEFORE.test(before)) return null;
  const since = SINCE.exec(before)?.[0] ?? '';
  const isBack = /前$/u.test(match[0]);
  if (isBack && (since === '' || /年/u.test(match.groups!['unit']!)) && !/提前$/u.test(before)) {
    if (/(?:年|小时)/u.test(match.groups!['unit']!) || !/[\u4e00-\u9fff]$/u.test(before)) return null;
  }
  const start = at - since.length;
  const end = at + match[0].length;
  return { text: text.slice(start, end), kind: 'relative', on: null, from: null, start, end };
}
