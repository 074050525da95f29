import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readSource } from '../../ingest/readers/read-source.ts';
import type { AnswerContext } from '../../src/assistant/answer-context.ts';
import { quoteOf } from '../../src/assistant/quotes.ts';
import { verifyCitations } from '../../src/assistant/verify-citations.ts';
import type { ClauseRecord } from '../../src/domain/clause.ts';

const FOLDERS = [
  'seeds',
  'documents',
  'documents-2',
  'layouts',
  'layouts-2',
  'layouts-3',
  'wave-1',
  'wave-2',
  'wave-3',
  'reading-1',
];
const FILES = FOLDERS.map((folder) => (folder === 'seeds' ? folder : join('tests/quality', folder))).flatMap(
  (folder) =>
    readdirSync(folder)
      .filter((file) => /\.(?:txt|md)$/.test(file))
      .map((file) => join(folder, file)),
);

/** Borders as a reader sees them, told apart from the code: marks, brackets, white space, the ends of the clause. */
const MARK = /[\s。；;！!？?，,、：:“”‘’「」『』（）()【】[\]《》〈〉]/;

function contextOf(clauses: readonly ClauseRecord[], source: string): AnswerContext {
  const document = { documentId: 'd', title: '', aliases: [], period: null };
  return {
    asOf: '2026-01-01',
    corpus: { documentById: new Map([['d', document]]) },
    snapshot: {
      clauses: {
        getClauses: async (ids: readonly string[]) =>
          ids.map((id) => clauses.find(({ clauseId }) => clauseId === id)),
      },
      sources: { getSources: async () => [source], getLayouts: async () => [null] },
    },
  } as unknown as AnswerContext;
}

/** What joining lines and cleaning leave alone. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether all letters of `part` stand in `whole` in their order; furniture may stand between them. */
function isWithin(part: string, whole: string): boolean {
  let at = -1;
  return [...part].every((letter) => {
    at = whole.indexOf(letter, at + 1);
    return at >= 0;
  });
}

describe.each(FILES)('quotes of %s', (file) => {
  it('are one stretch of their clause, from border to border, with the slice of the source that says so', async () => {
    const source = (await readSource(dirname(file), basename(file))).text;
    const { clauses } = parseSource(source, 'd');
    const context = contextOf(clauses, source);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(), async (which, from, length) => {
        const clause = clauses[which % clauses.length]!;
        const start = from % clause.text.length;
        const end = Math.min(clause.text.length, start + 1 + (length % 900));
        const wanted = length % 7 === 0 ? quoteOf(clause, null) : { clause, start, end };
        const [citation] = await verifyCitations([wanted], context, 'all');
        if (!citation) return clause.text.slice(wanted.start, wanted.end).trim() === '';
        const { quote, sourceQuote } = citation;
        const at = clause.text.indexOf(quote);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(quote.length).toBeLessThanOrEqual(600);
        const places = [...occurrences(clause.text, quote)];
        expect(places.some((place) => isWhole(clause.text, place, place + quote.length))).toBe(true);
        if (!clause.normalized) expect(isWithin(letters(quote), letters(sourceQuote))).toBe(true);
        return true;
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});

function* occurrences(text: string, quote: string): Generator<number> {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) yield at;
}

function isWhole(text: string, start: number, end: number): boolean {
  const begins = start === 0 || MARK.test(text[start - 1]!) || MARK.test(text[start]!);
  const ends = end === text.length || MARK.test(text[end]!) || MARK.test(text[end - 1]!);
  return (begins && ends) || longestWord(text) > 160;
}

/** A stretch without any mark, which is cut where it must be. */
function longestWord(text: string): number {
  return Math.max(...text.split(MARK).map((word) => word.length));
}
