import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Embedder } from '../../src/models/ports/embedder.ts';
import { limitQueries } from '../../src/models/resilience/limit-queries.ts';

function createSlowEmbedder() {
  const asked: { text: string; answer: (vector: number[]) => void; fail: (error: Error) => void }[] = [];
  const embedder: Embedder = {
    id: 'slow',
    dimension: 1,
    searchShare: 0.5,
    trainedOnCorpus: false,
    embedQuery: (text) =>
      new Promise((answer, fail) => {
        asked.push({ text, answer, fail });
      }),
    embedDocuments: async (texts) => texts.map(() => [0]),
  };
  return { asked, embedder };
}

describe('limitQueries', () => {
  it('asks once for a question, also while its vector is on the way', async () => {
    const { asked, embedder } = createSlowEmbedder();
    const limited = limitQueries(embedder, { timeoutMs: 5000 });
    const both = Promise.all([limited.embedQuery('甲'), limited.embedQuery('甲')]);
    asked[0]!.answer([1]);
    expect(await both).toEqual([[1], [1]]);
    expect(await limited.embedQuery('甲')).toEqual([1]);
    expect(asked).toHaveLength(1);
  });

  it('gives up a vector that is late, and has it for the next call', async () => {
    const { asked, embedder } = createSlowEmbedder();
    const limited = limitQueries(embedder, { timeoutMs: 5 });
    await expect(limited.embedQuery('甲')).rejects.toMatchObject({ code: 'model-failed', reason: 'timeout' });
    asked[0]!.answer([1]);
    expect(await limited.embedQuery('甲')).toEqual([1]);
    expect(asked).toHaveLength(1);
  });

  it('asks anew after a failure', async () => {
    const { asked, embedder } = createSlowEmbedder();
    const limited = limitQueries(embedder, { timeoutMs: 5000 });
    const failing = limited.embedQuery('甲');
    asked[0]!.fail(new ModelError('down'));
    await expect(failing).rejects.toThrow('down');
    const again = limited.embedQuery('甲');
    asked[1]!.answer([2]);
    expect(await again).toEqual([2]);
  });

  it('keeps as many as it may', async () => {
    const { asked, embedder } = createSlowEmbedder();
    const limited = limitQueries(embedder, { timeoutMs: 5000, kept: 1 });
    for (const text of ['甲', '乙', '甲']) {
      const vector = limited.embedQuery(text);
      asked.at(-1)!.answer([1]);
      await vector;
    }
    expect(asked.map(({ text }) => text)).toEqual(['甲', '乙', '甲']);
  });
});
