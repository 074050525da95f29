import type { TextSpan } from '../domain/text-span.ts';
import { parseChineseNumeral } from './numerals.ts';
import { foldWidth } from './width.ts';

/** A calendar day as printed, with its ISO date and its place. */
export interface PrintedDate extends TextSpan {
  /** 2017年6月9日 */
  readonly text: string;
  /** 2017-06-09 */
  readonly date: string;
}

/** A year named in a text, with its place. */
export interface PrintedYear extends TextSpan {
  readonly year: number;
}

const CHINESE_DIGIT = '[〇○Oo零一二三四五六七八九]';

/** 2017, ２０１７, 二〇一七: a year from 1900 to 2099 in any writing (the text is width-folded first). */
export const YEAR_PATTERN = `(?:(?<![\\d.])(?:19|20)\\d{2}(?!\\d)|(?:一九|二[〇○Oo零])${CHINESE_DIGIT}{2})`;

const DAY_OR_MONTH = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';

const DATES = new RegExp(
  `(?<year>${YEAR_PATTERN})\\s*年\\s*(?<month>${DAY_OR_MONTH})\\s*月\\s*(?<day>${DAY_OR_MONTH})\\s*日` +
    '|(?<![\\d.-])(?<isoYear>(?:19|20)\\d{2})(?<sign>[-/.])(?<isoMonth>\\d{1,2})\\k<sign>(?<isoDay>\\d{1,2})(?![\\d.-]?\\d)',
  'gu',
);

/** Calendar days in order: 「2017年6月9日」, 「二〇一九年一月十二日」, 2017-06-09. Impossible days (2月30日) are left out. */
export function findDates(text: string): PrintedDate[] {
  const found: PrintedDate[] = [];
  for (const match of foldWidth(text).matchAll(DATES)) {
    const groups = match.groups!;
    const date = isoDate(
      readYear(groups.year ?? groups.isoYear!),
      readNumber(groups.month ?? groups.isoMonth!),
      readNumber(groups.day ?? groups.isoDay!),
    );
    if (date === null) continue;
    const end = match.index + match[0].length;
    found.push({ text: text.slice(match.index, end), date, start: match.index, end });
  }
  return found;
}

/** What makes a bare four-digit number something else than a year: 「2000万元」, 「2030个」, 第2015号. */
const NOT_A_YEAR = '\\s*(?:[.]\\d|[万亿千百多余个家号米户人项吨亩平公元名所座处台辆套件次天小%])';

const YEARS = new RegExp(`(?<year>${YEAR_PATTERN})(?!${NOT_A_YEAR})`, 'gu');

/** Years in order, repeated ones too: 「2015年」, 「2021—2023年」 (both), 「（2019年）」, 二〇一九年, a bare 2015. */
export function findYears(text: string): PrintedYear[] {
  return [...foldWidth(text).matchAll(YEARS)].map((match) => ({
    year: readYear(match.groups!.year!),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** 二〇一九 or 2019 → 2019. */
export function readYear(text: string): number {
  return readNumber(text.replace(/[○Oo]/gu, '〇'));
}

export function readNumber(text: string): number {
  return parseChineseNumeral(text) ?? Number.NaN;
}

/** `null` where the day does not exist. */
export function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** The last day of a month; month 0 is the December before. */
export function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The ISO date so many days later; negative ones earlier. */
export function addDays(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day so many months later, at most the last one of that month. */
export function addMonths(isoDay: string, months: number): string {
  const [year, month, day] = isoDay.split('-').map(Number) as [number, number, number];
  const last = lastDayOf(year, month + months);
  return `${last.slice(0, 8)}${String(Math.min(day, Number(last.slice(8)))).padStart(2, '0')}`;
}
