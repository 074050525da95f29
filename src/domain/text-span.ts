/** A half-open range in UTF-16 code units. In a record it always points into the source as decoded (BOM not counted). */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export function spansOverlap(a: TextSpan, b: TextSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The smallest span that covers both. */
export function coverSpans(a: TextSpan, b: TextSpan): TextSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
