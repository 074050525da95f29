import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusPlaceOf } from '../../bench/retrieve/corpus-clauses.ts';
import { createSearcher, type RetrievalMode } from '../../bench/retrieve/create-searcher.ts';
import { CorpusLine, readLines } from '../../bench/retrieve/read-lines.ts';
import { buildScratchCorpusIndex, type ScratchIndex } from '../../bench/retrieve/scratch-corpus-index.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';

const LINES = [
  { id: 'a1', title: '绿道管理办法第三条', text: '绿道由所在区园林部门管护，每月巡查一次。' },
  { id: 'a2', title: '绿道管理办法第四条', text: '任何单位不得侵占绿道。侵占绿道的，责令恢复原状。' },
  { id: 'b7', title: '', text: '渡口经营者应当配备救生衣，按期检验渡船。' },
  { id: 'b8', title: '', text: '渡船超载的，处二千元以上一万元以下罚款。' },
].map((line) => CorpusLine.parse(line));

describe('retrieval over corpus lines', () => {
  const provider = createEmbedderProvider({ kind: 'local' });
  let index: ScratchIndex;
  beforeAll(async () => {
    index = await buildScratchCorpusIndex(LINES, { provider });
  });
  afterAll(() => index.close());

  it.each<[RetrievalMode, string, string]>([
    ['keyword', '渡船超载罚多少钱', 'b8'],
    ['keyword', '绿道管理办法第3条', 'a1'],
    ['vector', '绿道多久巡查一次', 'a1'],
    ['reordered', '渡船超载罚多少钱', 'b8'],
  ])('%s search finds %s', async (mode, query, id) => {
    const hits = await createSearcher(mode, index.snapshot, provider)(query, 3);
    expect(hits.length).toBeLessThanOrEqual(3);
    expect(LINES[corpusPlaceOf(hits[0]!.clauseId)]?.id).toBe(id);
  });
});

describe('readLines', () => {
  it('names file and line of what does not fit', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tiaowen-lines-'));
    const file = path.join(folder, 'c.jsonl');
    await writeFile(file, '\ufeff{"id":1,"text":"甲"}\n\n{"id":2}\n');
    await expect(readLines(file, CorpusLine)).rejects.toThrow(`${file}:3`);
    await rm(folder, { recursive: true });
  });
});
