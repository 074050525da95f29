import type { Annotated } from '../annotate-question.ts';

/** 时限【写着“】11月底前, 时限【是】年底. */
const STATES = /^(?:[写标](?:着|明|的是)|注明|定为|的?是|为|：)[“"']?$/u;

/** The days that a deadline may fall on: within the year that is named, up to the day. */
export function dueIn({
  days,
  years,
  words = [],
  text = '',
}: Pick<Annotated, 'days' | 'years'> & Partial<Pick<Annotated, 'words' | 'text'>>): {
  from: string;
  to: string;
} {
  const dates = days.map(({ date }) => date);
  const last = dates.length > 0 ? dates.reduce((a, b) => (a > b ? a : b)) : `${Math.max(...years)}-12-31`;
  // 完成时限写着11月底前: that day and no other.
  const [day, ...others] = days;
  const isNamed = words.some(
    ({ name, end }) => name === 'deadline' && day !== undefined && STATES.test(text.slice(end, day.start)),
  );
  if (day && others.length === 0 && isNamed) return { from: day.date, to: day.date };
  const first = dates.length > 0 ? dates.reduce((a, b) => (a < b ? a : b)) : `${Math.min(...years)}-12-31`;
  return { from: `${first.slice(0, 4)}-01-01`, to: last };
}
