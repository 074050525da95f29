import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/models/ports/embedder.ts';

export interface EmbedderUnderTest {
  readonly embedder: Embedder;
  /** The same kind made for other documents, where that makes a difference. */
  readonly forOthers?: Embedder;
  dispose?(): Promise<void>;
}

/** What every Embedder does. `known` are texts that it can tell something about. */
export function describeEmbedder(
  name: string,
  createEmbedder: () => Promise<EmbedderUnderTest>,
  known: readonly [string, string],
): void {
  describe(`Embedder: ${name}`, () => {
    let subject: EmbedderUnderTest;
    let embedder: Embedder;
    beforeAll(async () => {
      subject = await createEmbedder();
      embedder = subject.embedder;
    });
    afterAll(async () => {
      await subject.dispose?.();
    });
    const normOf = (vector: readonly number[]) => Math.hypot(...vector);

    it('has an id and a dimension', () => {
      expect(embedder.id).not.toBe('');
      expect(embedder.dimension).toBeGreaterThan(0);
    });

    it('gives vectors of its dimension with norm 1, in the order of the texts', async () => {
      const vectors = await embedder.embedDocuments([...known, known[0]]);
      expect(vectors.map((vector) => vector.length)).toEqual([1, 1, 1].map(() => embedder.dimension));
      for (const vector of vectors) expect(normOf(vector)).toBeCloseTo(1, 5);
      expect(vectors[2]).toEqual(vectors[0]);
      expect(vectors[1]).not.toEqual(vectors[0]);
    });

    it('embeds a question as it embeds a document', async () => {
      const [document] = await embedder.embedDocuments([known[0]]);
      const query = await embedder.embedQuery(known[0]);
      query.forEach((value, i) => {
        expect(value).toBeCloseTo(document![i]!, 5);
      });
    });

    it('takes no text, empty text, and more texts than one batch', async () => {
      expect(await embedder.embedDocuments([])).toEqual([]);
      const [empty] = await embedder.embedDocuments(['']);
      expect(empty).toHaveLength(embedder.dimension);
      expect([0, 1]).toContain(Math.round(normOf(empty!) * 1e5) / 1e5);
      const many = await embedder.embedDocuments(Array.from({ length: 300 }, (_, i) => known[i % 2]!));
      expect(many).toHaveLength(300);
      expect(many[298]).toEqual(many[0]);
    });

    it('says whether its vectors depend on the documents that it was made for', async () => {
      const { forOthers = embedder } = subject;
      const [own, others] = await Promise.all([embedder, forOthers].map((each) => each.embedQuery(known[0])));
      expect(embedder.trainedOnCorpus).toBe(JSON.stringify(own) !== JSON.stringify(others));
    });

    it('gives the same vector every time', async () => {
      expect(await embedder.embedQuery(known[1])).toEqual(await embedder.embedQuery(known[1]));
    });
  });
}
