import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import { type SearchScope, UNRESTRICTED } from '../../src/domain/search-scope.ts';
import type { Embedder } from '../../src/models/ports/embedder.ts';
import { createLangChainRetriever } from '../../src/retrieval/langchain-retriever.ts';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';
import { createMemoryIndex } from '../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../assistant/sample-policies.ts';

const embedder: Embedder = {
  id: 'none',
  dimension: 2,
  searchShare: 0.1,
  trainedOnCorpus: false,
  embedQuery: async () => [1, 0],
  embedDocuments: async (texts) => texts.map(() => [1, 0]),
};

describe('retrieveClauses', () => {
  it('finds by keywords, best first', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const hits = await retrieveClauses({ text: '扬尘 煤炭堆场' }, snapshot, null, { scope: UNRESTRICTED });
    expect(hits[0]?.clauseId).toBe('port:4');
    expect(hits[0]?.score).toBeCloseTo(1);
  });

  it('mixes in vectors, and searches by either alone', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const withVectors = {
      ...snapshot,
      vectors: { ...snapshot.vectors, search: async () => [[{ clauseId: 'data:1', score: 0.9 }]] },
    };
    const search = (parts: { keyword: boolean; vector: boolean }) =>
      retrieveClauses({ text: '扬尘' }, withVectors, embedder, { scope: UNRESTRICTED, parts });
    expect((await search({ keyword: true, vector: true })).map((hit) => hit.clauseId)).toEqual([
      'port:4',
      'data:1',
    ]);
    expect((await search({ keyword: true, vector: false })).map((hit) => hit.clauseId)).toEqual(['port:4']);
    expect((await search({ keyword: false, vector: true })).map((hit) => hit.clauseId)).toEqual(['data:1']);
  });

  it('leaves vectors that were trained on all documents out for who does not see all', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const scope = { visibility: { documentIds: new Set(['port', 'data']) } };
    let searches = 0;
    const search = async () => {
      searches++;
      return [[{ clauseId: 'data:1', score: 0.9 }]];
    };
    const withVectors = { ...snapshot, vectors: { ...snapshot.vectors, search } };
    const trained = { ...embedder, trainedOnCorpus: true };
    const find = async (by: Embedder | null, within: SearchScope) =>
      (await retrieveClauses({ text: '扬尘' }, withVectors, by, { scope: within })).map(
        (hit) => hit.clauseId,
      );
    expect(await find(trained, scope)).toEqual(await find(null, scope));
    expect(searches).toBe(0);
    expect(await find(embedder, scope)).toContain('data:1');
    expect(await find(trained, UNRESTRICTED)).toContain('data:1');
  });

  it('goes on by keywords where the embedding service fails', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const broken = (error: Error): Embedder => ({ ...embedder, embedQuery: () => Promise.reject(error) });
    const search = (by: Embedder, keyword = true) =>
      retrieveClauses({ text: '扬尘' }, snapshot, by, {
        scope: UNRESTRICTED,
        parts: { keyword, vector: true },
      });
    const byKeywords = await retrieveClauses({ text: '扬尘' }, snapshot, null, { scope: UNRESTRICTED });
    expect(await search(broken(new ModelError('down')))).toEqual(byKeywords);
    await expect(search(broken(new ModelError('down')), false)).rejects.toThrow('down');
    await expect(search(broken(new RangeError('a bug')))).rejects.toThrow('a bug');
  });

  it('embeds the sentence, and tells what became of its vector', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const embedded: string[] = [];
    const outcomes: string[] = [];
    const search = (by: Embedder | null, size = 1) =>
      retrieveClauses(
        { text: '扬尘', sentence: '扬尘怎么治理？' },
        { ...snapshot, vectors: { ...snapshot.vectors, size } },
        by,
        { scope: UNRESTRICTED, onEmbedding: (outcome) => outcomes.push(outcome) },
      );
    const listening: Embedder = {
      ...embedder,
      embedQuery: async (text) => {
        embedded.push(text);
        return [1, 0];
      },
    };
    const late: Embedder = {
      ...embedder,
      embedQuery: () => Promise.reject(new ModelError('late', { reason: 'timeout' })),
    };
    for (const [by, size] of [[listening], [late], [null], [listening, 0]] as const) {
      expect((await search(by, size))[0]?.clauseId).toBe('port:4');
    }
    expect(outcomes).toEqual(['used', 'late', 'none', 'none']);
    expect(embedded).toEqual(['扬尘怎么治理？']);
  });

  it('weighs single characters like pairs, and what only helps by half', () => {
    expect(queryTerms('港', '岸电')).toEqual([
      { term: '港', weight: 1 },
      ...queryTerms('岸电').map(({ term }) => ({ term, weight: 0.5 })),
    ]);
    expect(queryTerms('岸电').every(({ weight }) => weight === 1)).toBe(true);
  });

  it('lets keywords decide where vectors say otherwise', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const vectors = { ...snapshot.vectors, search: async () => [[{ clauseId: 'data:1', score: 0.9 }]] };
    const hits = await retrieveClauses({ text: '扬尘' }, { ...snapshot, vectors }, embedder, {
      scope: UNRESTRICTED,
    });
    expect(hits.map(({ clauseId, score }) => [clauseId, Number(score.toFixed(3))])).toEqual([
      ['port:4', 0.9],
      ['data:1', 0.1],
    ]);
  });

  it('keeps to the scope', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const scope = { visibility: { documentIds: new Set(['data']) } };
    expect(await retrieveClauses({ text: '扬尘' }, snapshot, null, { scope })).toEqual([]);
  });

  it('finds nothing for nothing', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    expect(await retrieveClauses({ text: '  ' }, snapshot, null, { scope: UNRESTRICTED })).toEqual([]);
  });
});

describe('the LangChain retriever', () => {
  it('gives clauses as documents', async () => {
    const snapshot = await createMemoryIndex(SAMPLE_POLICIES).open();
    const retriever = await createLangChainRetriever({ snapshot, embedder: null, scope: UNRESTRICTED, k: 2 });
    const documents = await retriever.invoke('扬尘');
    expect(documents[0]?.pageContent).toContain('防风抑尘');
    expect(documents[0]?.metadata).toMatchObject({ clauseId: 'port:4', documentId: 'port' });
  });
});
