import type { ClauseCell } from '../../src/domain/clause.ts';
import type { ClauseFigure } from '../../src/domain/clause-facts.ts';
import { type MappedText, sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';
import { findYears } from '../../src/language/dates.ts';
import { findQuantities, type Quantity } from '../../src/language/quantities/index.ts';
import { dealOut } from './dealt-figures.ts';
import { readMeasured } from './measured.ts';

/** Figures of one clause that are kept; a price list of thousands of numbers is read in its rows. */
const MOST_FIGURES = 400;

/** A table row: its name and its cells under their headings; both empty for other clauses. */
interface RowOfTable {
  readonly title: string;
  readonly cells: readonly ClauseCell[];
}

/** The figures that a clause states, with what is measured, for whom and for which year. */
export function readClauseFigures(mapped: MappedText, { title, cells }: RowOfTable): ClauseFigure[] {
  const { text } = mapped;
  const sentences = sentenceSpans(text);
  const years = findYears(text);
  const figures: ClauseFigure[] = [];
  let next = 0;
  let year = 0;
  let cell = 0;
  const quantities = findQuantities(text).slice(0, MOST_FIGURES);
  for (const sentence of sentences) {
    const own: Quantity[] = [];
    while (next < quantities.length && quantities[next]!.start < sentence.end) own.push(quantities[next++]!);
    if (own.length === 0) continue;
    const printed: number[] = [];
    const starts: number[] = [];
    while (year < years.length && years[year]!.start < sentence.start) year++;
    while (year < years.length && years[year]!.start < sentence.end) {
      printed.push(years[year]!.year);
      starts.push(years[year++]!.start);
    }
    const dealt = dealOut(text, sentence, own);
    while (cell < cells.length && cells[cell]!.end <= sentence.start) cell++;
    const at = cells[cell];
    const column = at !== undefined && at.start <= sentence.start ? at : null;
    const isNamed = column !== null && text.slice(column.start, column.end) !== title;
    own.forEach((quantity, i) => {
      const before = printed.filter((_, j) => starts[j]! < quantity.start).at(-1);
      const measured =
        dealt.get(quantity) ?? readMeasured(text, sentence, own[i - 1] ?? null, quantity, own[i + 1] ?? null);
      figures.push({
        value: quantity.value,
        valueTo: quantity.valueTo,
        unit: quantity.unit,
        bound: quantity.bound,
        of: measured.of ?? column?.heading ?? null,
        for: measured.for ?? (isNamed && title !== '' ? title : null),
        per: measured.per ?? quantity.perUnit,
        year: before ?? null,
        printed: quantity.printed,
        span: sourceSpanOf(mapped, quantity),
      });
    });
  }
  return figures;
}

/** Sentences up to 。 or the end of a line, in order: the year of the first part holds for those behind its semicolons. */
function sentenceSpans(text: string): TextSpan[] {
  return [...text.matchAll(/[^。！？\n]+[。！？\n]?/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
