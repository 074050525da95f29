import type { ClauseRecord } from '../domain/clause.ts';
import type { ClauseDeadline, ClauseFigure } from '../domain/clause-facts.ts';
import type { QueryWhere } from '../domain/query.ts';
import { amountOf, canonicalDecimal, compareDecimals } from '../language/quantities/index.ts';
import { foldForComparison } from '../language/width.ts';

type DeadlineRange = QueryWhere['deadline'];
type FigureWanted = NonNullable<QueryWhere['figure']>;

/** The times of a clause; in an index of an earlier version the one that it had. */
export function timesOf({ facts, deadline, span }: ClauseRecord): readonly ClauseDeadline[] {
  const times = facts?.deadlines ?? [];
  if (deadline === null || times.some(({ on, from }) => on === deadline.date || from === deadline.date))
    return times;
  const { text: printed, date: on } = deadline;
  return [{ on, from: null, kind: 'by', printed, span, statement: span }, ...times];
}

/** Those with a last day between the two, both included; all where no day is asked for. */
export function timesWithin(clause: ClauseRecord, wanted: DeadlineRange): readonly ClauseDeadline[] {
  const { from, to } = wanted ?? {};
  const times = timesOf(clause);
  if (!from && !to) return times;
  return times.filter(({ on }) => on !== null && (!from || on >= from) && (!to || on <= to));
}

/** Tells whether a figure is one that is asked for: of what, in which measure, how bounded, between which numbers (a range may overlap). */
export function createFigureTest(
  wanted: FigureWanted | null | undefined,
): (figure: ClauseFigure, clause: ClauseRecord) => boolean {
  const { of, unit, bound, from, to } = wanted ?? {};
  const measured = of ? foldForComparison(of) : null;
  const measure = unit ? amountOf('1', unit).unit : null;
  const limit = (value: number | string | null | undefined) =>
    value === null || value === undefined ? null : amountOf(decimalOf(value), unit ?? '').value;
  const least = limit(from);
  const most = limit(to);
  return (figure, clause) => {
    if (bound && figure.bound !== bound) return false;
    if (measured !== null && !saysOf(figure, clause, measured)) return false;
    if (measure !== null && amountOf('1', figure.unit).unit !== measure) return false;
    // Without a measure the number counts as printed: 1.1 of 1.1亿元.
    const numberOf = (value: string) => (unit ? amountOf(value, figure.unit).value : canonicalDecimal(value));
    return (
      (least === null || compareDecimals(numberOf(figure.valueTo ?? figure.value), least) >= 0) &&
      (most === null || compareDecimals(numberOf(figure.value), most) <= 0)
    );
  };
}

function saysOf(figure: ClauseFigure, { title }: ClauseRecord, measured: string): boolean {
  return [figure.of, figure.for, figure.of === null ? title : null].some(
    (text) => text !== null && foldForComparison(text).includes(measured),
  );
}

function decimalOf(value: number | string): string {
  return canonicalDecimal(typeof value === 'number' ? value.toFixed(12) : value);
}
