import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractTerms } from '../../src/language/terms.ts';
import { createLocalEmbedder } from '../../src/models/adapters/local/create-local-embedder.ts';
import { decodeLsaModel, encodeLsaModel } from '../../src/models/adapters/local/lsa-model.ts';
import { decomposeSymmetric } from '../../src/models/adapters/local/symmetric-eigen.ts';
import { trainLsaModel } from '../../src/models/adapters/local/train-lsa-model.ts';
import { trainProjection } from '../../src/models/adapters/local/train-projection.ts';

/** Every two words of a subject meet in one text; words of different subjects never do. No two share a character. */
const MEDICAL = ['医院', '诊疗', '乡镇', '药品', '护士', '病历', '体检'];
const HARBOUR = ['港口', '码头', '货轮', '煤炭', '航道', '仓库', '海关'];
const TEXTS = [MEDICAL, HARBOUR].flatMap((words) =>
  words.flatMap((first, i) => words.slice(i + 1).map((second) => `${first}，${second}`)),
);

async function trainState(texts: readonly string[]): Promise<Uint8Array> {
  return encodeLsaModel(await trainLsaModel(texts, extractTerms));
}

function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

describe('local embedder', () => {
  it('is the same bit for bit each time it is trained, and its id tells the state', async () => {
    const first = await trainState(TEXTS);
    const second = await trainState(TEXTS);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const other = createLocalEmbedder(await trainState(TEXTS.slice(1)));
    expect(createLocalEmbedder(first).id).toBe(createLocalEmbedder(second).id);
    expect(createLocalEmbedder(first).id).toMatch(/^local-lsa-v1-[0-9a-f]{16}$/);
    expect(other.id).not.toBe(createLocalEmbedder(first).id);
  });

  it('brings words together that stand in the same texts, though they share no character', async () => {
    const state = encodeLsaModel(await trainLsaModel(TEXTS, extractTerms, { dimension: 3 }));
    const embedder = createLocalEmbedder(state);
    const [village, cure, coal] = await embedder.embedDocuments(['乡镇', '诊疗', '煤炭']);
    expect(cosine(village!, cure!)).toBeGreaterThan(cosine(village!, coal!) + 0.2);
  });

  it('gives the zero vector for text without a known term', async () => {
    const embedder = createLocalEmbedder(await trainState(TEXTS));
    for (const text of ['', '  \n', 'xyz', '鼷鼠']) {
      expect(await embedder.embedQuery(text)).toEqual(new Array(embedder.dimension).fill(0));
    }
  });

  it.each([[[]], [['']], [['港口']], [['港口', '港口', '港口']], [['a', 'b']]])(
    'can be trained on %j',
    async (texts) => {
      const embedder = createLocalEmbedder(await trainState(texts));
      expect(embedder.dimension).toBeGreaterThan(0);
      for (const vector of await embedder.embedDocuments([...texts, '港口'])) {
        expect(vector).toHaveLength(embedder.dimension);
        const norm = Math.hypot(...vector);
        expect(Math.min(Math.abs(norm), Math.abs(norm - 1))).toBeLessThan(1e-6);
      }
    },
  );

  it('reads back what it saved and refuses anything else', async () => {
    const state = await trainState(TEXTS);
    // At an odd place in a larger buffer, as a file reader may give it.
    const shifted = new Uint8Array(state.length + 3);
    shifted.set(state, 3);
    expect(decodeLsaModel(shifted.subarray(3))).toEqual(decodeLsaModel(state));
    expect(decodeLsaModel(state.subarray(0, state.length - 4))).toBeNull();
    expect(decodeLsaModel(Uint8Array.of(1, 2, 3))).toBeNull();
    expect(() => createLocalEmbedder(Uint8Array.of(1, 2, 3))).toThrow(/npm run ingest/);
  });
});

describe('decomposeSymmetric', () => {
  it('gives orthonormal vectors that put the matrix together again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.infiniteStream(fc.integer({ min: -9, max: 9 })),
        (size, numbers) => {
          const matrix = new Float64Array(size * size);
          for (let i = 0; i < size; i++) {
            for (let j = 0; j <= i; j++) {
              matrix[i * size + j] = numbers.next().value!;
              matrix[j * size + i] = matrix[i * size + j]!;
            }
          }
          const { values, vectors } = decomposeSymmetric(matrix, size);
          expect([...values]).toEqual([...values].sort((a, b) => b - a));
          for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
              let again = 0;
              let product = 0;
              for (let k = 0; k < size; k++) {
                again += vectors[i * size + k]! * values[k]! * vectors[j * size + k]!;
                product += vectors[k * size + i]! * vectors[k * size + j]!;
              }
              expect(again).toBeCloseTo(matrix[i * size + j]!, 6);
              expect(product).toBeCloseTo(i === j ? 1 : 0, 6);
            }
          }
        },
      ),
    );
  });
});

describe('trainProjection', () => {
  it('finds the singular values of a matrix that is known', async () => {
    // Rows 3·e0, 2·e1, 1·e2 and 2·e1 again: singular values 3, √8, 1.
    const rows = [
      [0, 3],
      [1, 2],
      [2, 1],
      [1, 2],
    ].map(([term, weight]) => ({ terms: Uint32Array.of(term!), weights: Float32Array.of(weight!) }));
    const { dimension, singularValues, values } = await trainProjection(rows, {
      termCount: 3,
      dimension: 3,
      rounds: 12,
    });
    expect(dimension).toBe(3);
    [3, Math.sqrt(8), 1].forEach((expected, i) => {
      expect(singularValues[i]).toBeCloseTo(expected, 3);
    });
    expect(Math.abs(values[0]!)).toBeCloseTo(1, 2);
  });
});
