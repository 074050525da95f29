import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  encodeManifest,
  type GenerationManifest,
  readManifest,
} from '../../src/clause-index/adapters/embedded/generations/generation-manifest.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { DISK_FILES } from '../../src/storage/files/disk-files.ts';
import { createEmbeddedEngine } from '../contracts/create-embedded-engine.ts';
import { makeContents } from '../contracts/index-fixtures.ts';

const FILES = [
  'manifest.json',
  'documents.json',
  'clause-table.json',
  'clauses.jsonl',
  'units.json',
  'sources.jsonl',
  'keywords.bin',
  'vectors.bin',
  'embedder.bin',
];
/** Answers are made without it; it is there to mend the others. */
const ORIGINALS = 'originals.jsonl.gz';

describe('a damaged index', () => {
  const warnings: string[] = [];
  let engine: Awaited<ReturnType<typeof createEmbeddedEngine>>;
  let version: string;
  let folder: string;
  beforeEach(async () => {
    warnings.length = 0;
    engine = await createEmbeddedEngine({ info: () => {}, warn: (_, message) => warnings.push(message) });
    version = await engine.publisher.publish(makeContents());
    folder = join(engine.dataDir, 'index', 'generations', version);
  });
  afterEach(async () => {
    await engine.dispose();
  });
  const pointer = () => join(engine.dataDir, 'index', 'CURRENT');
  const expectRefusal = async (explanation = /npm run ingest/) => {
    const opening = engine.index.open();
    await expect(opening).rejects.toThrow(IndexFormatError);
    await expect(opening).rejects.toThrow(explanation);
    await expect(opening).rejects.toThrow(/npm run ingest/);
  };
  const rewriteManifest = async (change: (manifest: GenerationManifest) => object) => {
    const manifest = await readManifest(DISK_FILES, folder);
    await writeFile(join(folder, 'manifest.json'), encodeManifest(change(manifest) as GenerationManifest));
  };

  it('has exactly the files that are tested here', async () => {
    expect((await readdir(folder)).sort()).toEqual([...FILES, ORIGINALS].sort());
  });

  it.each(FILES)('is refused when one bit of %s is wrong', async (name) => {
    const path = join(folder, name);
    const bytes = await readFile(path);
    bytes[Math.floor(bytes.length * 0.7)]! ^= 1;
    await writeFile(path, bytes);
    await expectRefusal();
  });

  it.each(FILES)('is refused when %s is cut short', async (name) => {
    const { length } = await readFile(join(folder, name));
    await truncate(join(folder, name), length - 2);
    await expectRefusal();
  });

  it.each(FILES)('is refused when %s is missing', async (name) => {
    await rm(join(folder, name));
    await expectRefusal();
  });

  it('is refused when written by a program of another format', async () => {
    await rewriteManifest((manifest) => ({ ...manifest, formatVersion: 99 }));
    await expectRefusal(/格式版本为 99/);
  });

  it('is refused when the vectors have another dimension than the embedder', async () => {
    await rewriteManifest((manifest) => ({ ...manifest, embedder: { ...manifest.embedder, dimension: 3 } }));
    await expectRefusal(/向量维数应为 3，实为 2/);
  });

  it('is refused when a count differs', async () => {
    await rewriteManifest((manifest) => ({ ...manifest, counts: { ...manifest.counts, clauses: 6 } }));
    await expectRefusal(/条文数应为 6，实为 5/);
  });

  it.each(['', '../../etc', 'g000009-gone', 'g1/../..'])(
    'is refused when CURRENT reads %j',
    async (content) => {
      await writeFile(pointer(), content);
      await expectRefusal();
    },
  );

  it.each([
    ['damaged', (path: string) => writeFile(path, 'rubbish')],
    ['gone', (path: string) => rm(path)],
    ['truncated', (path: string) => truncate(path)],
  ])('leaves a running reader in service when CURRENT is %s', async (_, damage) => {
    (await engine.index.open()).release();
    await damage(pointer());
    const snapshot = await engine.index.open();
    expect(snapshot.version).toBe(version);
    snapshot.release();
  });

  it('is told to all requests alike, and seen as mended at once when published anew', async () => {
    await writeFile(join(folder, 'manifest.json'), '{');
    const [first, second] = await Promise.allSettled([engine.index.open(), engine.index.open()]);
    expect(first.status === 'rejected' && second.status === 'rejected').toBe(true);
    await engine.publisher.publish(makeContents());
    (await engine.index.open()).release();
  });

  it('is harmless where only the copy of the originals is damaged', async () => {
    await truncate(join(folder, ORIGINALS), 30);
    (await engine.index.open()).release();
    expect((await engine.publisher.readOriginals()).documents).toHaveLength(3);
  });

  it('is mended by publishing again', async () => {
    await writeFile(pointer(), 'rubbish');
    await writeFile(join(folder, 'manifest.json'), '{');
    await engine.publisher.publish(makeContents());
    (await engine.index.open()).release();
  });

  it('leaves a running reader on the generation it has', async () => {
    (await engine.index.open()).release();
    const next = await engine.publisher.publish(makeContents());
    await truncate(join(engine.dataDir, 'index', 'generations', next, 'clauses.jsonl'), 10);
    const open = async () => {
      const snapshot = await engine.index.open();
      expect(snapshot.version).toBe(version);
      snapshot.release();
      return warnings.length;
    };
    // The pointer is watched: the change may be noticed a little later. It is told once.
    await expect.poll(open, { timeout: 10_000 }).toBe(1);
    for (let request = 0; request < 3; request++) expect(await open()).toBe(1);
    const mended = await engine.publisher.publish(makeContents());
    await expect.poll(async () => (await engine.index.open()).version).toBe(mended);
  });

  it('is never published by a rollback', async () => {
    const next = await engine.publisher.publish(makeContents());
    await truncate(join(folder, 'clauses.jsonl'), 10);
    await expect(engine.publisher.rollback()).rejects.toThrow(IndexFormatError);
    expect((await engine.publisher.describe())?.version).toBe(next);
  });

  it('does not come from what a crash left beside it', async () => {
    const generations = join(engine.dataDir, 'index', 'generations');
    await mkdir(join(generations, '.unfinished-g000002-x'));
    await mkdir(join(generations, 'g000007-written-but-never-published'));
    await writeFile(join(generations, 'g000007-written-but-never-published', 'DRAFT'), '');
    await writeFile(join(engine.dataDir, 'index', '.CURRENT.1.tmp'), 'g0000');
    const snapshot = await engine.index.open();
    expect(snapshot.version).toBe(version);
    snapshot.release();
    const next = await engine.publisher.publish(makeContents());
    expect((await readdir(generations)).sort()).toEqual([version, next].sort());
  });
});
