import type { PolicyDocument } from '../domain/policy-document.ts';

/** How well a year fits a document: printed in the title, first or last year of its period, year of issue, inside. */
export function yearFit(
  document: PolicyDocument,
  year: { readonly from: number; readonly to: number },
): number {
  const { period, issuedOn, title } = document;
  const issued = issuedOn === null ? null : Number(issuedOn.slice(0, 4));
  if (year.from !== year.to) {
    if (period !== null && period.from === year.from && period.to === year.to) return 6;
    if (period !== null && year.from <= period.from && period.to <= year.to) return 3;
    return period !== null && period.from <= year.to && year.from <= period.to ? 1 : 0;
  }
  const at = year.from;
  if (period !== null && period.from === at && period.to === at) return 4;
  const inRange = rangeWith(at).test(title);
  if (title.includes(String(at)) && !inRange) return 3.5;
  if (period?.from === at) return 3.2;
  if (issued === at) return 3;
  if (period?.to === at || title.includes(String(at))) return 2.5;
  return period !== null && period.from < at && at < period.to ? 1.5 : 0;
}

const ranges = new Map<number, RegExp>();

/** A year that opens or closes a range: 2021—, 至2023. */
function rangeWith(year: number): RegExp {
  const pattern = ranges.get(year) ?? new RegExp(`${year}年?[—–\\-－~～至到]|[—–\\-－~～至到]${year}`);
  ranges.set(year, pattern);
  return pattern;
}
