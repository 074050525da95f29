import type { TextSpan } from '../domain/text-span.ts';

/** A year or a range of years as typed: 2021年, 2015—2017年, 2015-17, 十四五. */
export interface YearMention extends TextSpan {
  readonly from: number;
  readonly to: number;
  /** 到2023年, 2020年底前: the year is a target, not a document's. */
  readonly isTarget: boolean;
}

const RANGE =
  /(?<from>(?:19|20)\d{2})\s*年?\s*(?:[—–\-－~～至到]+)\s*(?<to>(?:19|20)\d{2}|\d{2})(?!\d)\s*年?/g;
const SINGLE =
  /(?<year>(?:19|20)\d{2})\s*年(?:底|末|度)?|(?<![\d.])(?<bare>20[0-4]\d)(?=版|的|那|新|工|计|方|分|[^\d.万亿个家%年])/g;
const SHORT = /(?<![\d.])(?<short>[12]\d)年(?=的|那|版|分|计|方|工|信|智)/g;
const FIVE_YEAR_PLANS: readonly (readonly [RegExp, number])[] = [
  [/[“"]?十二五[”"]?/g, 2011],
  [/[“"]?十三五[”"]?/g, 2016],
  [/[“"]?十四五[”"]?/g, 2021],
  [/[“"]?十五五[”"]?/g, 2026],
];

/** Far more than a question names. */
const MOST_YEARS = 24;

/** Year mentions in order of place, the first ones of a text that is full of them. 「2024—2026年绿色港口方案」 → one mention, 2024 to 2026. */
export function findYears(text: string): YearMention[] {
  const found: YearMention[] = [];
  const add = (start: number, length: number, from: number, to: number) => {
    const end = start + length;
    if (found.length === MOST_YEARS || found.some((mention) => mention.start < end && start < mention.end))
      return;
    const isTarget =
      /[到至]$|截[至止]$/.test(text.slice(Math.max(0, start - 2), start)) ||
      /^[底末]?(?:前|以前|之前)/.test(text.slice(end));
    found.push({ start, end, from, to, isTarget });
  };
  for (const match of text.matchAll(RANGE)) {
    const from = Number(match.groups!['from']);
    const typed = match.groups!['to']!;
    const to = typed.length === 2 ? Math.floor(from / 100) * 100 + Number(typed) : Number(typed);
    if (to >= from && to - from <= 30) add(match.index, match[0].length, from, to);
  }
  for (const [pattern, from] of FIVE_YEAR_PLANS) {
    for (const match of text.matchAll(pattern)) add(match.index, match[0].length, from, from + 4);
  }
  for (const match of text.matchAll(SINGLE)) {
    const year = Number(match.groups!['year'] ?? match.groups!['bare']);
    add(match.index, match[0].length, year, year);
  }
  for (const match of text.matchAll(SHORT)) {
    const year = 2000 + Number(match.groups!['short']);
    add(match.index, match[0].length, year, year);
  }
  return found.sort((a, b) => a.start - b.start);
}
