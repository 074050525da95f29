import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildKeywordPostings } from '../../src/clause-index/adapters/embedded/keywords/build-keyword-postings.ts';
import type { ClauseTerms } from '../../src/clause-index/adapters/embedded/keywords/clause-terms.ts';
import { createEmbeddedKeywordIndex } from '../../src/clause-index/adapters/embedded/keywords/embedded-keyword-index.ts';
import {
  KEYWORD_FIELDS,
  KEYWORD_PARAMETERS,
} from '../../src/clause-index/adapters/embedded/keywords/keyword-parameters.ts';
import {
  buildTermDictionary,
  findTerm,
} from '../../src/clause-index/adapters/embedded/keywords/term-dictionary.ts';
import { createClauseTable } from '../../src/clause-index/adapters/embedded/records/clause-table.ts';
import { createUnitTable } from '../../src/clause-index/adapters/embedded/records/unit-table.ts';
import type { KeywordIndex } from '../../src/clause-index/ports/keyword-index.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { makeDocument } from '../contracts/index-fixtures.ts';

const term = fc.constantFrom('医', '医疗', '数据', '港', 'PUE', '𠮷', '5G');
const terms = fc.array(term, { maxLength: 6 });
const clause: fc.Arbitrary<ClauseTerms> = fc.record({
  title: terms,
  trail: terms,
  units: terms,
  body: terms,
  document: terms,
});

/** The formula of KEYWORD_PARAMETERS, written down once more without any table. */
function scorePlainly(clauses: readonly ClauseTerms[], query: readonly string[]): number[] {
  const { saturation, fields } = KEYWORD_PARAMETERS;
  const average = (field: (typeof KEYWORD_FIELDS)[number]) =>
    clauses.reduce((sum, each) => sum + each[field].length, 0) / clauses.length;
  return clauses.map((each) => {
    let score = 0;
    for (const wanted of query) {
      const found = clauses.filter((other) =>
        KEYWORD_FIELDS.some((field) => other[field].includes(wanted)),
      ).length;
      const idf = Math.log(1 + (clauses.length - found + 0.5) / (found + 0.5));
      let occurrences = 0;
      for (const field of KEYWORD_FIELDS) {
        const frequency = each[field].filter((other) => other === wanted).length;
        if (frequency === 0) continue;
        const { weight, lengthPenalty } = fields[field];
        occurrences +=
          (weight * frequency) / (1 - lengthPenalty + (lengthPenalty * each[field].length) / average(field));
      }
      score += (idf * (saturation + 1) * occurrences) / (saturation + occurrences);
    }
    return score;
  });
}

describe('keyword scores', () => {
  it('are those of the formula, and the best come first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(clause, { minLength: 1, maxLength: 12 }),
        terms,
        fc.integer({ min: 1, max: 15 }),
        async (clauses, query, limit) => {
          const postings = await buildKeywordPostings(clauses, KEYWORD_PARAMETERS);
          const table = createClauseTable([makeDocument('d', '', clauses.length)], {
            clauseIds: clauses.map((_, i) => String(i)),
            clauseCounts: [clauses.length],
          });
          const index = createEmbeddedKeywordIndex(
            postings,
            table,
            createUnitTable({ names: [], taskIds: {} }),
          );
          const [hits] = await index.search([query.map((each) => ({ term: each }))], {
            limit,
            scope: UNRESTRICTED,
          });
          const expected = scorePlainly(clauses, query);
          const matching = expected.filter((score) => score > 0).sort((a, b) => b - a);
          expect(hits).toHaveLength(Math.min(limit, matching.length));
          hits!.forEach(({ clauseId, score }, rank) => {
            expect(score).toBeCloseTo(expected[Number(clauseId)]!, 4);
            expect(score).toBeCloseTo(matching[rank]!, 4);
          });
        },
      ),
    );
  });
});

describe('keyword scores among visible clauses', () => {
  it('are those of the same clauses alone, however long a field or frequent a term', async () => {
    const long = Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? '港' : '医疗'));
    const extreme = { title: long, trail: [], units: ['港'], body: ['数据'], document: [] };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: clause }, { weight: 1, arbitrary: fc.constant(extreme) }), {
          minLength: 2,
          maxLength: 12,
        }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        terms,
        async (clauses, shown, query) => {
          const open = async (each: readonly ClauseTerms[], ids: readonly string[]) =>
            createEmbeddedKeywordIndex(
              await buildKeywordPostings(each, KEYWORD_PARAMETERS),
              createClauseTable(
                ids.map((id) => makeDocument(id, '', 1)),
                { clauseIds: ids, clauseCounts: ids.map(() => 1) },
              ),
              createUnitTable({ names: [], taskIds: {} }),
            );
          const ids = clauses.map((_, i) => String(i));
          const visible = ids.filter((_, i) => shown[i]);
          const scope = { visibility: { documentIds: new Set(visible) } };
          const ask = async (index: KeywordIndex) => [
            await index.search([query.map((each) => ({ term: each }))], { limit: 20, scope }),
            await index.inverseDocumentFrequency(query, scope.visibility),
          ];
          const part = clauses.filter((_, i) => shown[i]);
          expect(await ask(await open(clauses, ids))).toEqual(await ask(await open(part, visible)));
        },
      ),
    );
  });
});

describe('term dictionary', () => {
  it('finds every term by its number and no other', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary' })),
        fc.string({ unit: 'binary' }),
        (words, other) => {
          const dictionary = buildTermDictionary(words);
          words.forEach((word, number) => {
            expect(findTerm(dictionary, word)).toBe(number);
          });
          expect(findTerm(dictionary, other)).toBe(words.indexOf(other));
        },
      ),
    );
  });
});
