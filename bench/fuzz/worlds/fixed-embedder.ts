import { createHash } from 'node:crypto';
import { extractTerms } from '../../../src/language/terms.ts';
import type { Embedder, EmbedderProvider } from '../../../src/models/ports/embedder.ts';

const DIMENSION = 32;

/** Vectors that no corpus was needed for, as a service or a model from elsewhere has them: every term has a direction of its own. */
const FIXED: Embedder = {
  id: `fixed-${DIMENSION}`,
  dimension: DIMENSION,
  searchShare: 0.5,
  trainedOnCorpus: false,
  embedQuery: async (text) => embed(text),
  embedDocuments: async (texts) => texts.map(embed),
};

export const FIXED_EMBEDDERS: EmbedderProvider = {
  forIndex: () => FIXED,
  joinsLater: false,
  mayReplace: () => false,
  forIngest: async () => ({ embedder: FIXED, state: null }),
  close: async () => {},
};

const directions = new Map<string, readonly number[]>();

function embed(text: string): number[] {
  const sum = new Array<number>(DIMENSION).fill(0);
  for (const term of extractTerms(text)) {
    const direction = directions.get(term) ?? [...createHash('sha256').update(term).digest()];
    directions.set(term, direction);
    direction.forEach((byte, i) => {
      sum[i]! += byte - 127.5;
    });
  }
  const norm = Math.hypot(...sum);
  return norm > 0 ? sum.map((value) => value / norm) : sum;
}
