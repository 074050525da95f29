import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXACT_SEARCH_LIMIT } from '../../src/clause-index/adapters/embedded/vectors/embedded-vector-index.ts';
import type { IndexContents } from '../../src/clause-index/ports/index-publisher.ts';
import type { ScoredClause } from '../../src/clause-index/ports/scored-clause.ts';
import { type SearchScope, UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { createRandom } from '../../src/models/adapters/local/seeded-random.ts';
import { makeClause, makeContents, makeDocument, makeUnit } from '../contracts/index-fixtures.ts';

/** It is compiled at install and may be missing; the index serves all the same. */
const hasHnswlib = await import('hnswlib-node').then(
  () => true,
  () => false,
);
if (!hasHnswlib)
  process.stderr.write(
    'The test of the vector graph is skipped: hnswlib-node could not be compiled at install\n',
  );

const DIMENSION = 12;
const CLAUSES = EXACT_SEARCH_LIMIT + 1500;
/** 20 clauses of the whole; `b` has all others. */
const SMALL = 'a';
const QUERIES = 40;

const random = createRandom(7);
const randomVector = () => Array.from({ length: DIMENSION }, () => random() - 0.5);

function makeLargeContents(): IndexContents {
  const clauses = Array.from({ length: CLAUSES }, (_, i) =>
    makeClause(i < 20 ? SMALL : 'b', String(i), {
      text: '文',
      units: i % 2 === 0 ? [makeUnit('市住建局', 'lead')] : [],
    }),
  );
  // Clause 0 is very long: its passages would fill a short walk by themselves.
  const long = Array.from({ length: 60 }, () => ({
    clause: 0,
    vector: [1, ...Array(DIMENSION - 1).fill(0.01)],
  }));
  return makeContents({
    documents: [makeDocument(SMALL, '甲', 20), makeDocument('b', '乙', CLAUSES - 20)],
    clauses,
    sources: new Map(),
    embedder: { id: 'random', dimension: DIMENSION, state: null },
    passages: [...long, ...clauses.slice(1).map((_, i) => ({ clause: i + 1, vector: randomVector() }))],
  });
}

/** More than are searched exactly for who sees all. */
const MOST: SearchScope = { visibility: { documentIds: new Set(['b']) } };
const contents = makeLargeContents();
const queries = Array.from({ length: QUERIES }, randomVector);

/** Publishes and opens in a fresh module graph, with or without hnswlib. */
async function openEngine(hnswlib: 'present' | 'hidden') {
  vi.resetModules();
  if (hnswlib === 'hidden') {
    vi.doMock('hnswlib-node', () => {
      throw new Error('Cannot find module hnswlib-node');
    });
  } else {
    vi.doUnmock('hnswlib-node');
  }
  const { createEmbeddedEngine } = await import('../contracts/create-embedded-engine.ts');
  const opened: Record<string, unknown>[] = [];
  const logger = { info: (fields: object) => opened.push({ ...fields }), warn: () => {} };
  return { engine: await createEmbeddedEngine(logger), opened };
}

describe('vector search above the limit of exact search', () => {
  const results = new Map<string, ScoredClause[][]>();
  const disposals: (() => Promise<void>)[] = [];
  afterEach(async () => {
    vi.doUnmock('hnswlib-node');
    for (const dispose of disposals.splice(0)) await dispose();
  });
  beforeAll(async () => {
    const { engine, opened } = await openEngine('hidden');
    await engine.publisher.publish(contents);
    const snapshot = await engine.index.open();
    results.set('method', [[{ clauseId: snapshot.vectors.method, score: 0 }]]);
    results.set('logged', [[{ clauseId: String(opened[0]?.vectorSearch), score: 0 }]]);
    results.set('exact', await snapshot.vectors.search(queries, { limit: 10, scope: UNRESTRICTED }));
    results.set('exact, part', await snapshot.vectors.search(queries, { limit: 10, scope: MOST }));
    snapshot.release();
    await engine.dispose();
  });

  it('searches exactly and says so where hnswlib cannot be loaded', () => {
    expect(results.get('method')![0]![0]!.clauseId).toBe('exact');
    expect(results.get('logged')![0]![0]!.clauseId).toBe('exact');
    expect(results.get('exact')!.every((hits) => hits.length === 10)).toBe(true);
  });

  it('opens an index with a graph exactly where hnswlib is missing', async () => {
    const { engine } = await openEngine('present');
    disposals.push(() => engine.dispose());
    await engine.publisher.publish(contents);
    vi.resetModules();
    vi.doMock('hnswlib-node', () => {
      throw new Error('Cannot find module hnswlib-node');
    });
    const { createEmbeddedClauseIndex } = await import(
      '../../src/clause-index/adapters/embedded/embedded-clause-index.ts'
    );
    const snapshot = await createEmbeddedClauseIndex({ dataDir: engine.dataDir }).open();
    expect(snapshot.vectors.method).toBe('exact');
    const found = await snapshot.vectors.search(queries, { limit: 10, scope: UNRESTRICTED });
    expect(found).toEqual(results.get('exact'));
  });

  it.skipIf(!hasHnswlib)(
    'walks a graph that finds what exact search finds, builds it alike every time, and fills narrow scopes',
    async () => {
      const { engine } = await openEngine('present');
      disposals.push(() => engine.dispose());
      const graphOf = async (version: string) =>
        await readFile(join(engine.dataDir, 'index', 'generations', version, 'hnsw.bin'));
      const first = await graphOf(await engine.publisher.publish(contents));
      const second = await graphOf(await engine.publisher.publish(contents));
      expect(first.equals(second)).toBe(true);

      const snapshot = await engine.index.open();
      expect(snapshot.vectors.method).toBe('approximate');
      const found = await snapshot.vectors.search(queries, { limit: 10, scope: UNRESTRICTED });
      let agreed = 0;
      found.forEach((hits, i) => {
        expect(hits).toHaveLength(10);
        expect(new Set(hits.map(({ clauseId }) => clauseId)).size).toBe(10);
        const exact = new Map(results.get('exact')![i]!.map(({ clauseId, score }) => [clauseId, score]));
        for (const { clauseId, score } of hits) {
          if (exact.has(clauseId)) agreed++;
          expect(score).toBeCloseTo(exact.get(clauseId) ?? score, 6);
        }
      });
      expect(agreed / (10 * QUERIES)).toBeGreaterThan(0.95);

      // A walk passes hidden passages: who does not see all is answered without one.
      expect(await snapshot.vectors.search(queries, { limit: 10, scope: MOST })).toEqual(
        results.get('exact, part'),
      );

      const longQuery = [1, ...Array(DIMENSION - 1).fill(0.01)];
      const [byPassage] = await snapshot.vectors.search([longQuery], { limit: 10, scope: UNRESTRICTED });
      expect(byPassage?.[0]?.clauseId).toBe(`${SMALL}:0`);
      expect(byPassage).toHaveLength(10);

      const scopes: [SearchScope, number][] = [
        [{ visibility: { documentIds: new Set([SMALL]) } }, 20],
        [{ visibility: 'all', documentIds: [SMALL], units: ['市住建局'] }, 10],
        [{ visibility: 'all', documentIds: ['b'] }, 200],
        [{ visibility: 'all', units: ['市住建局'] }, 200],
      ];
      for (const [scope, expected] of scopes) {
        for (const hits of await snapshot.vectors.search(queries, { limit: 200, scope })) {
          expect(hits).toHaveLength(expected);
          if (scope.units)
            expect(hits.every(({ clauseId }) => Number(clauseId.slice(2)) % 2 === 0)).toBe(true);
        }
      }
      snapshot.release();

      const graph = join(engine.dataDir, 'index', 'generations', snapshot.version, 'hnsw.bin');
      await truncate(graph, 1000);
      const { createEmbeddedClauseIndex } = await import(
        '../../src/clause-index/adapters/embedded/embedded-clause-index.ts'
      );
      await expect(createEmbeddedClauseIndex({ dataDir: engine.dataDir }).open()).rejects.toThrow(
        /npm run ingest/,
      );
    },
  );
});
