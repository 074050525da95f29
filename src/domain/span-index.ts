import type { TextSpan } from './text-span.ts';

/** Spans that do not overlap each other, searched in a few steps however many there are. */
export interface SpanIndex {
  /** Whether any of them overlaps `span`. */
  overlaps(span: TextSpan): boolean;
  /** Adds one behind all that are there. */
  push(span: TextSpan): void;
}

/** `spans` are in order of their place and apart from each other. */
export function createSpanIndex(spans: readonly TextSpan[] = []): SpanIndex {
  const sorted = [...spans];
  return {
    overlaps(span) {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle]!.end <= span.start) low = middle + 1;
        else high = middle;
      }
      const first = sorted[low];
      return first !== undefined && first.start < span.end;
    },
    push(span) {
      sorted.push(span);
    },
  };
}
