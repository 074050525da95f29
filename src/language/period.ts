import type { PlanPeriod } from '../domain/policy-document.ts';
import { readYear, YEAR_PATTERN } from './calendar.ts';
import { parseChineseNumeral } from './numerals.ts';
import { foldWidth } from './width.ts';

const RANGE = new RegExp(
  `(?<from>${YEAR_PATTERN})\\s*年?\\s*(?:[-—–―－~～〜至到]|──)+\\s*(?<to>${YEAR_PATTERN}|\\d{2}(?=\\s*年))`,
  'u',
);

/** 「“十四五”」 in quotes or before 规划, 时期, 期间 …: else 十五 would be fifteen. */
const PLAN =
  /[“"'‘「](?<quoted>[六七八九十]{1,2}五)[”"'’」]|(?<bare>十[一二三四五六]五)(?=规划|时期|期间|计划|末|以来|[^\d])|(?<last>十[一二三四五六]五)$|第(?<counted>[一二三四五六七八九十]{1,3})个五年/u;

const SINGLE = new RegExp(
  `(?<year>${YEAR_PATTERN})\\s*(?:年度?)(?!\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,3})月)(?!\\s*(?:修订|修正|修改|版|本[）)]|底|末))`,
  'gu',
);

/**
 * The years a plan runs, read from its title: 「行动计划（2015—2017年）」, 2021-2023年, 「“十四五”…规划」 → 2021–2025,
 * 「三年行动计划2019年重点工作分工表」 → 2019 alone. `null` where the title names no year or several unrelated ones.
 */
export function findPeriod(title: string): PlanPeriod | null {
  const folded = foldWidth(title);
  const range = RANGE.exec(folded)?.groups;
  if (range) {
    const from = readYear(range.from!);
    const to = range.to!.length === 2 ? Math.trunc(from / 100) * 100 + Number(range.to) : readYear(range.to!);
    if (to >= from && to - from <= 30) return { from, to };
  }
  const years = new Set([...folded.matchAll(SINGLE)].map((match) => readYear(match.groups!.year!)));
  const plan = PLAN.exec(folded)?.groups;
  const ordinal = plan?.quoted ?? plan?.bare ?? plan?.last ?? (plan?.counted && `${plan.counted}五`);
  if (years.size === 1) {
    const [year] = years;
    return { from: year!, to: year! };
  }
  return ordinal && years.size === 0 ? readPlanOrdinal(ordinal) : null;
}

/** 十四五 → 2021–2025; the sixth plan (六五) began in 1981. `null` for what is no five-year plan. */
export function readPlanOrdinal(ordinal: string): PlanPeriod | null {
  const number = ordinal.endsWith('五') ? parseChineseNumeral(ordinal.slice(0, -1)) : null;
  if (number === null || number < 6 || number > 20) return null;
  const from = 1981 + 5 * (number - 6);
  return { from, to: from + 4 };
}
