import type { Deadline } from '../domain/clause.ts';
import type { TextSpan } from '../domain/text-span.ts';
import { isoDate, lastDayOf, readNumber, readYear, YEAR_PATTERN } from './calendar.ts';
import { readPlanOrdinal } from './period.ts';
import { foldWidth } from './width.ts';

/** A deadline with its place in the text that was searched. */
export interface PrintedDeadline extends Deadline, TextSpan {}

export interface DeadlineOptions {
  /** The year of the document, for 「年底前」 and 「6月底前」 without a year; unresolved ones are left out without it. */
  readonly year?: number;
}

const NUMBER = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';

/**
 * The grammar, in one line: [到|至] [year] [month [day]] [part] [前|以前|之前], where a part is 底, 末, 中, 上半年, 第三季度 ….
 * It is a deadline when 前 closes it, when 到, 至 (力争到, 确保到) opens it, or when it ends in 内 (2025年内).
 */
const DEADLINES = new RegExp(
  '(?<open>到|至|于|在)?\\s*' +
    `(?:(?<year>${YEAR_PATTERN})\\s*年|(?<plan>[“"'‘]?[一二三四五六七八九十]{1,2}五[”"'’]?)|(?<relative>今年|本年度?))?\\s*` +
    `(?:(?<month>${NUMBER})\\s*月(?:份)?\\s*(?:(?<day>${NUMBER})\\s*日)?)?\\s*` +
    '(?<part>年?底|年?末|期?末|年中|初|中旬|上旬|下旬|上半年|下半年|第?[一二三四1-4]季度末?)?\\s*' +
    '(?<close>(?:以|之)?前(?![一二三四五六七八九十两几\\d])|年?内)?',
  'gu',
);

/** 「有效期至2025年12月31日」, 「执行期限至…」, 「延长至…」: how long something holds, not by when it is done. */
const VALIDITY =
  /(?:有效期|执行期|期限|施行|实施期|任期|延长|延续|延期|顺延|截止?|保留|暂停|持续|自.{0,24}(?:起|日))(?:[^，。；\n]{0,6})$/u;

/** 「从2015年到2017年」, 「2016年到2020年」: a range. */
const RANGE = /(?:[从自由][^，。；\n]{0,16}|\d{4}\s*年?(?:\d{1,2}月)?(?:\d{1,2}日)?\s*)$/u;

/**
 * Every expression that states a time by which something is done, in order: 「2025年底前」, 「2024年6月30日前」, 「到2023年底」, 「到2023年」,
 * 「“十四五”末」, 「2025年内」. The date is the last day allowed, read literally: 「2030年前」 ends on 2029-12-31, 「6月30日前」 on 06-30.
 * A month without a year takes the year of the deadline before it (「2024年6月底前…，12月底前…」), else `options.year`.
 */
export function findDeadlines(text: string, options: DeadlineOptions = {}): PrintedDeadline[] {
  const found: PrintedDeadline[] = [];
  if (!NAMES_TIME.test(text)) return found;
  const folded = foldWidth(text);
  let knownYear = options.year;
  for (const match of folded.matchAll(DEADLINES)) {
    if (match[0].trim() === '') continue;
    const groups = match.groups!;
    const start = match.index + (match[0].length - match[0].trimStart().length);
    const before = folded.slice(Math.max(0, start - 30), start);
    if (!statesDeadline(groups, before, folded.slice(match.index + match[0].length))) continue;
    const year = groups.year ? readYear(groups.year) : groups.plan ? lastPlanYear(groups.plan) : knownYear;
    if (year === undefined || Number.isNaN(year)) continue;
    const date = lastDayAllowed(groups, year);
    if (date === null) continue;
    if (groups.year) knownYear = year;
    const from = groups.open === '于' || groups.open === '在' ? start + 1 : start;
    const printed = text.slice(from, match.index + match[0].length);
    const trimmed = printed.trim();
    const offset = from + printed.indexOf(trimmed);
    found.push({ text: trimmed, date, start: offset, end: offset + trimmed.length });
  }
  return found;
}

/** Every deadline names a year, a month or a five-year plan. */
const NAMES_TIME = /[年月五度]/u;

/** The first deadline that the text states, or `null`. */
export function findDeadline(text: string, options: DeadlineOptions = {}): Deadline | null {
  const first = findDeadlines(text, options)[0];
  return first ? { text: first.text, date: first.date } : null;
}

/** 「两年内」, 「每年12月底前」, 「去年底」: no year that could be filled in. */
const NO_YEAR_TO_FILL =
  /(?:[\d一二三四五六七八九十两几多半每次明去近]|每年的?|次年|明年|当年的?|当月|每月)$/u;

/** 「发生在2009年10月1日以前的」, 「1954年10月31日之前入伍」: when something was, not by when it is to be done. */
const PAST_BEFORE = /(?:发生|成立|形成|签订|订立|取得|设立|登记|入职|参加|毕业)(?:在|于)?$/u;
const PAST_AFTER = /^(?:的|已|入伍|出生|同期|各月|平均|年?满\s*[\d一二三四五六七八九十])/u;

/** 「2026年内任何一天均可报名」, 「年内随时申请」: when something may be done, not by when it must be. */
const ANY_TIME_AFTER = /^\s*(?:的?任[何意一]|随时|均可|都可|皆可|可随时|不限|每[天日周月])/u;

function statesDeadline(groups: Record<string, string | undefined>, before: string, after: string): boolean {
  const { open, year, plan, relative, month, part, close } = groups;
  const dated = year ?? plan ?? relative;
  if (!dated && !month && !/^年[底末中内]/u.test(part ?? close ?? '')) return false;
  if (!dated && !month && close === undefined) return false;
  if (!dated && NO_YEAR_TO_FILL.test(before)) return false;
  if (PAST_BEFORE.test(before) || PAST_AFTER.test(after)) return false;
  if (VALIDITY.test(before + (open ?? ''))) return false;
  if (plan) return part !== undefined && /末|底/u.test(part);
  if (close?.endsWith('内')) return !month && !part && !ANY_TIME_AFTER.test(after);
  if (close !== undefined) return part !== '初';
  if (open !== '到' && open !== '至') return false;
  return (
    year !== undefined &&
    !RANGE.test(before) &&
    !/^\s*(?:年|级|届|期间|[-—–~～至])/u.test(after) &&
    part !== '初'
  );
}

function lastPlanYear(plan: string): number | undefined {
  return readPlanOrdinal(plan.replace(/[^一二三四五六七八九十]/gu, ''))?.to;
}

function lastDayAllowed(groups: Record<string, string | undefined>, year: number): string | null {
  const { month: printedMonth, day, part, close } = groups;
  const before = close?.endsWith('前');
  if (printedMonth) {
    const month = readNumber(printedMonth);
    if (!(month >= 1 && month <= 12)) return null;
    if (day) return isoDate(year, month, readNumber(day));
    if (part === '上旬') return isoDate(year, month, 10);
    if (part === '中旬') return isoDate(year, month, 20);
    return lastDayOf(year, before && part === undefined ? month - 1 : month);
  }
  if (part === undefined) return lastDayOf(before ? year - 1 : year, 12);
  if (part === '上半年' || part === '年中') return lastDayOf(year, 6);
  const quarter = /第?(?<ordinal>[一二三四1-4])季度/u.exec(part)?.groups?.ordinal;
  return lastDayOf(year, quarter ? readNumber(quarter) * 3 : 12);
}
