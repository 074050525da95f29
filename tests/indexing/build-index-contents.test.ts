import { describe, expect, it } from 'vitest';
import { buildIndexContents } from '../../ingest/indexing/build-index-contents.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { createEmbeddedEngine } from '../contracts/create-embedded-engine.ts';
import { HARBOUR, HEALTH, makeClause, makeContents } from '../contracts/index-fixtures.ts';

/** Remembers what it was asked and gives each text its length as vector. */
function createRecordingProvider() {
  const batches: string[][] = [];
  const trainings: { texts: readonly string[]; frozen: unknown }[] = [];
  const embedder: Embedder = {
    id: 'recording',
    dimension: 1,
    searchShare: 0.1,
    trainedOnCorpus: false,
    embedQuery: async (text) => [text.length],
    embedDocuments: async (texts) => {
      batches.push(texts);
      return texts.map((text) => [text.length]);
    },
  };
  const provider: EmbedderProvider = {
    forIndex: () => embedder,
    forIngest: async (texts, frozen) => {
      trainings.push({ texts, frozen });
      return { embedder, state: Uint8Array.of(9) };
    },
    joinsLater: false,
    mayReplace: () => false,
    close: async () => {},
  };
  return { provider, batches, trainings };
}

const { documents, clauses, sources, origin } = makeContents();

describe('buildIndexContents', () => {
  it('embeds each clause with the title of its document and its trail before it', async () => {
    const { provider, batches, trainings } = createRecordingProvider();
    const frozen = { id: 'old', state: null };
    const contents = await buildIndexContents({ documents, clauses, sources, origin, provider, frozen });
    const texts = batches.flat();
    expect(texts).toHaveLength(clauses.length);
    expect(texts[0]).toBe(['云岭省港口行动方案', '一、重点任务', '1.港口建设', clauses[0]!.text].join('\n'));
    expect(texts[2]).toBe(`临江市医疗服务提升计划\n${clauses[2]!.text}`);
    expect(trainings).toEqual([{ texts, frozen }]);
    expect(contents.embedder).toEqual({ id: 'recording', dimension: 1, state: Uint8Array.of(9) });
    expect(contents).toMatchObject({ documents, clauses, sources, origin });
    expect(contents.passages).toEqual(texts.map((text, clause) => ({ clause, vector: [text.length] })));
  });

  it('embeds a very long clause in several passages that lead back to it, in batches, telling progress', async () => {
    const { provider, batches } = createRecordingProvider();
    const long = makeClause(HEALTH, '9', { path: ['九、附则'], text: '数据应当共享。'.repeat(400) });
    const many = Array.from({ length: 300 }, (_, i) => makeClause(HEALTH, `8.${i}`, { text: `第${i}项。` }));
    const progress: string[] = [];
    const contents = await buildIndexContents({
      documents,
      clauses: [...many, long],
      sources,
      origin,
      provider,
      frozen: null,
      onProgress: ({ stage, done, total }) => progress.push(`${stage} ${done}/${total}`),
    });
    const ofLong = contents.passages.filter(({ clause }) => clause === 300);
    expect(ofLong.length).toBeGreaterThan(3);
    expect(batches.length).toBeGreaterThan(1);
    const passages = batches.flat().slice(300);
    expect(passages.every((text) => text.startsWith('临江市医疗服务提升计划\n九、附则\n'))).toBe(true);
    const total = 300 + ofLong.length;
    expect(progress[0]).toBe(`training 0/${total}`);
    expect(progress.at(-1)).toBe(`embedding ${total}/${total}`);
  });

  it('gives contents that can be published and searched with the local embedder', async () => {
    const provider = createEmbedderProvider({ kind: 'local' });
    const engine = await createEmbeddedEngine();
    await engine.publisher.publish(
      await buildIndexContents({ documents, clauses, sources, origin, provider, frozen: null }),
    );
    const snapshot = await engine.index.open();
    const opened = createEmbedderProvider({ kind: 'local' }).forIndex(
      snapshot.embedderId,
      snapshot.embedderState,
    );
    const query = await opened!.embedQuery('云岭港集装箱码头');
    const [hits] = await snapshot.vectors.search([query], { limit: 1, scope: UNRESTRICTED });
    expect(hits?.[0]?.clauseId).toBe(`${HARBOUR}:1.1`);
    snapshot.release();
    await engine.dispose();
  });
});
