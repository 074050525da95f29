import { cleanText } from '../../ingest/cleaning/clean-text.ts';
import { collectSources } from '../../ingest/collect-sources.ts';
import { readSource } from '../../ingest/readers/read-source.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { corpusPlaceOf } from '../retrieve/corpus-clauses.ts';
import { createSearcher } from '../retrieve/create-searcher.ts';
import { buildScratchCorpusIndex } from '../retrieve/scratch-corpus-index.ts';
import type { QualityCase } from './quality-case.ts';
import { matchesGold } from './score-case.ts';

const CHUNK_LENGTH = 500;
const TOP = 4;

/** Pieces of `length` characters, cut without looking, the last one shorter. */
export function cutChunks(text: string, length = CHUNK_LENGTH): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += length) chunks.push(text.slice(at, at + length));
  return chunks;
}

/**
 * What a chunk-and-search set-up would put before its reader: the documents (the seeds when null) in blind pieces of 500
 * characters, ranked by the product's own keyword engine for the user's messages as typed. For each case that has required
 * clauses: whether the first four pieces hold what must be cited, judged as citations are (`cite_mode`); null for the
 * others. The pieces are cut from the cleaned text and the messages of a conversation are joined, both in the baseline's
 * favour.
 */
export async function judgeChunkBaseline(
  cases: readonly QualityCase[],
  documents: readonly string[] | null,
): Promise<(boolean | null)[]> {
  const pieces: { sourceFile: string; text: string }[] = [];
  for (const { root, file } of (await collectSources(documents ?? [SEEDS_DIR])).sources) {
    const { text } = cleanText((await readSource(root, file)).text).mapped;
    pieces.push(...cutChunks(text).map((chunk) => ({ sourceFile: file, text: chunk })));
  }
  const provider = createEmbedderProvider({ kind: 'local' });
  const lines = pieces.map(({ text }, place) => ({ id: String(place), title: '', text }));
  const index = await buildScratchCorpusIndex(lines, { provider: null });
  try {
    const search = createSearcher('keyword', index.snapshot, provider);
    const verdicts: (boolean | null)[] = [];
    for (const { refuse, cite, cite_mode: mode, turns } of cases) {
      if (refuse || cite.length === 0) {
        verdicts.push(null);
        continue;
      }
      const hits = await search(turns.join(' '), TOP);
      const top = hits.map(({ clauseId }) => pieces[corpusPlaceOf(clauseId)]!);
      const isFound = (gold: (typeof cite)[number]) => top.some((piece) => matchesGold(piece, gold));
      verdicts.push(mode === 'all' ? cite.every(isFound) : cite.some(isFound));
    }
    return verdicts;
  } finally {
    await index.close();
  }
}
