import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSpanIndex } from '../../src/domain/span-index.ts';
import { spansOverlap } from '../../src/domain/text-span.ts';

it('finds the overlaps that a look at every span finds', () => {
  const gaps = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 5 })), { maxLength: 20 });
  fc.assert(
    fc.property(gaps, fc.nat(80), fc.integer({ min: 1, max: 10 }), (pieces, start, length) => {
      const index = createSpanIndex();
      let at = 0;
      const spans = pieces.map(([gap, size]) => {
        const span = { start: at + gap, end: at + gap + size };
        at = span.end;
        index.push(span);
        return span;
      });
      const asked = { start, end: start + length };
      const expected = spans.some((span) => spansOverlap(span, asked));
      expect(index.overlaps(asked)).toBe(expected);
      expect(createSpanIndex(spans).overlaps(asked)).toBe(expected);
    }),
  );
});
