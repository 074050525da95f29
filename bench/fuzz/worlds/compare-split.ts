import { createRandom } from '../../../src/models/adapters/local/seeded-random.ts';
import type { EmbedderProvider } from '../../../src/models/ports/embedder.ts';
import type { QualityCase } from '../../quality/quality-case.ts';
import { type Comparison, compareWorlds } from './compare-worlds.ts';
import { type SplitDocument, splitDocuments } from './document-split.ts';
import { drawWords } from './draw-words.ts';
import { pickSome } from './pick-some.ts';
import { startWorld } from './start-world.ts';
import {
  scriptsOfCase,
  scriptsOfDocument,
  scriptsOfLists,
  scriptsOfUnit,
  scriptsOfWord,
} from './world-scripts.ts';

export interface SplitOptions {
  readonly documents: readonly SplitDocument[];
  /** Names the split and all that is drawn by chance. */
  readonly seed: number;
  /** Share of the documents that are visible, 0 … 1. */
  readonly share: number;
  readonly cases: readonly QualityCase[];
  readonly words: number;
  readonly units: number;
  readonly embedders?: EmbedderProvider;
}

export interface SplitComparison extends Comparison {
  readonly visible: number;
  readonly hidden: number;
}

/**
 * Hides a part of the documents from a key, and asks with it an index that holds them and one that never did: the cases,
 * words and units of both parts, every document and one clause of each.
 */
export async function compareSplit(options: SplitOptions): Promise<SplitComparison> {
  const { documents, seed, share, cases, embedders } = options;
  const random = createRandom(seed);
  const split = splitDocuments(documents, () => random() < share);
  const visible = split.visible.map(({ documentId }) => documentId);
  const names = new Set(
    documents.flatMap(({ clauses }) => clauses.flatMap(({ units }) => units.map(({ name }) => name))),
  );
  const scripts = [
    ...scriptsOfLists(),
    ...cases.flatMap(scriptsOfCase),
    ...drawWords(split, options.words, random).flatMap(scriptsOfWord),
    ...pickSome([...names], options.units, random).flatMap(scriptsOfUnit),
    ...documents.flatMap(({ documentId, clauses }) =>
      scriptsOfDocument(documentId, pickSome(clauses, 1, random)[0]?.clauseId),
    ),
  ];
  const start = (of: readonly SplitDocument[]) =>
    startWorld({ files: of.map(({ file }) => file), visible, ...(embedders && { embedders }) });
  const withHidden = await start(documents);
  const without = await start(split.visible);
  try {
    const comparison = await compareWorlds([withHidden, without], scripts);
    return { ...comparison, visible: split.visible.length, hidden: split.hidden.length };
  } finally {
    await Promise.all([withHidden.close(), without.close()]);
  }
}
