import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPassages } from '../../ingest/indexing/cut-passages.ts';

const sentence = (length: number) => `${'文'.repeat(length - 1)}。`;

describe('cutPassages', () => {
  it('leaves a text of usual length whole', () => {
    const text = sentence(900);
    expect(cutPassages(text)).toEqual([text]);
    expect(cutPassages('')).toEqual(['']);
  });

  it('cuts at the ends of sentences and repeats the last ones', () => {
    const sentences = Array.from(
      { length: 30 },
      (_, i) => `第${String(i).padStart(2, '0')}项${sentence(56)}`,
    );
    const passages = cutPassages(sentences.join(''));
    expect(passages.length).toBeGreaterThan(2);
    for (const passage of passages) {
      expect(passage).toMatch(/^第\d\d项/);
      expect(passage).toMatch(/。$/);
    }
    passages.slice(1).forEach((passage, i) => {
      expect(passages[i]).toContain(passage.slice(0, 60));
    });
  });

  it('covers every text, overlapping, with passages of bounded length', () => {
    const piece = fc.tuple(fc.integer({ min: 1, max: 1500 }), fc.constantFrom('。', '；', '\n', '，'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // Every character but the sentence ends is another one, so that each passage has one place.
        let next = 0x4e00;
        const fill = (length: number) => Array.from({ length }, () => String.fromCharCode(next++)).join('');
        const text = pieces.map(([length, end]) => fill(length) + end).join('');
        const passages = cutPassages(text);
        let covered = 0;
        for (const passage of passages) {
          expect(passage.length).toBeLessThanOrEqual(900);
          const start = text.indexOf(passage);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(covered);
          covered = Math.max(covered, start + passage.length);
        }
        expect(covered).toBe(text.length);
      }),
    );
  });
});
