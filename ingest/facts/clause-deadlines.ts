import type { ClauseDeadline } from '../../src/domain/clause-facts.ts';
import { type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import { findTimes, type PrintedTime } from '../../src/language/dates.ts';
import { statedTime } from '../records/read-deadline.ts';

/** The times that a clause sets. `year` is the document's, `held` a time that a merged cell above says of this row. */
export function readClauseDeadlines(
  mapped: MappedText,
  { year, held }: { readonly year: number | null; readonly held: string | null },
): ClauseDeadline[] {
  const { text } = mapped;
  const times = findTimes(text, year === null ? {} : { year });
  const stated = statedInLines(text, year).filter(
    (one) => !times.some((time) => time.start < one.end && one.start < time.end),
  );
  const all = [...times, ...stated].sort((a, b) => a.start - b.start);
  const whole = { start: 0, end: text.length };
  if (all.length === 0 && held !== null) return heldTimes(held, year, sourceSpanOf(mapped, whole));
  const borders = sentenceBorders(text);
  return all.map(({ text: printed, kind, on, from, start, end }) => ({
    on,
    from,
    kind,
    statement: sourceSpanOf(mapped, sentenceAround(borders, { start, end })),
    printed,
    span: sourceSpanOf(mapped, { start, end }),
  }));
}

function statedInLines(text: string, year: number | null): PrintedTime[] {
  const found: PrintedTime[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const read = statedTime(line, year);
    const start = read ? at + line.indexOf(read.text) : at;
    if (read && start >= at)
      found.push({
        text: read.text,
        kind: 'by',
        on: read.date,
        from: null,
        start,
        end: start + read.text.length,
      });
    at += line.length + 1;
  }
  return found;
}

function heldTimes(held: string, year: number | null, place: TextSpan): ClauseDeadline[] {
  const stated = statedTime(held, year);
  const times = stated
    ? [{ text: stated.text, kind: 'by' as const, on: stated.date, from: null }]
    : findTimes(held, year === null ? {} : { year });
  return times.map(({ text, kind, on, from }) => ({
    on,
    from,
    kind,
    statement: place,
    printed: text,
    span: place,
  }));
}

/** Where sentences end, in order. */
function sentenceBorders(text: string): readonly number[] {
  return [...text.matchAll(/[。；;！？\n]/gu)].map(({ index }) => index + 1);
}

function sentenceAround(borders: readonly number[], { start, end }: TextSpan): TextSpan {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (borders[middle]! <= start) low = middle + 1;
    else high = middle;
  }
  return { start: borders[low - 1] ?? 0, end: Math.max(end, borders[low] ?? end) };
}
