import { normaliseForTerms } from '../../language/words.ts';
import type { StatedFigure } from './stated-figures.ts';

const TIME =
  /^(?<number>[一二两三四五六七八九十\d]*)个?(?<unit>半年|学年|年|季|月|周|星期|旬|工作日|天|日|学期|小时)/u;
const EACH_TIME = new RegExp(`每${TIME.source.slice(1)}`, 'gu');
const SAME: Readonly<Record<string, string>> = { 星期: '周', 日: '天' };
/** 每亩水稻 and 每亩小麦 are both per 亩; longer units by all of their characters. */
const THING = /^(?:平方米|平方公里|立方米|公里|人次|车次|.)/u;
const BEHIND_SLASH = /[/／](?<per>[\u4e00-\u9fffA-Za-z·.•/／]+)$/u;

/**
 * Per what a figure holds, in one spelling: 每人每月 and /人·月 → 人·月. A time that does not stand right at the figure is looked for in
 * its own stretch, then before it in its sentence and that sentence's lead, where it must be the only one. Empty where nothing is said.
 */
export function perOf({ per, text, own, lead, words }: StatedFigure): string {
  const printed = [per ?? '', BEHIND_SLASH.exec(text)?.groups?.['per'] ?? ''].join('/');
  const units = printed.split(/[每·.•/／]/u).filter((unit) => unit !== '');
  const times = units.flatMap((unit) => timeOf(TIME.exec(unit)) ?? []);
  const things = units.flatMap((unit) =>
    TIME.test(unit) ? [] : (THING.exec(unit.replace(/^一/u, '')) ?? []),
  );
  const before = words.slice(0, Math.max(0, words.indexOf(normaliseForTerms(text))));
  const time = times[0] ?? soleTime(own) ?? soleTime(`${lead}${before}`) ?? '';
  return [...new Set([...things, time])]
    .filter((unit) => unit !== '')
    .sort()
    .join('·');
}

function timeOf(match: RegExpExecArray | null): string | null {
  if (!match) return null;
  const { number = '', unit = '' } = match.groups!;
  return `${number === '一' || number === '1' ? '' : number}${SAME[unit] ?? unit}`;
}

function soleTime(text: string): string | null {
  const times = new Set([...text.matchAll(EACH_TIME)].map(timeOf));
  return times.size === 1 ? [...times][0]! : null;
}
