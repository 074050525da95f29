import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommandLine } from '../../ingest/command-line.ts';
import { ensureSeedIndex } from '../../ingest/ensure-seed-index.ts';
import { runCommand } from '../../ingest/run-command.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { IndexInUseError } from '../../src/domain/errors/index-in-use-error.ts';
import { IndexMissingError } from '../../src/domain/errors/index-missing-error.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';

const PLAN =
  '临江市数据方案\n一、建设平台。到2025年建成。（责任单位：市数据局）\n二、开放数据。（责任单位：市科技局）\n';
const RULES = '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n';

let root: string;
let own: string;
let seeds: string;
let dataDir: string;
const embedders = createEmbedderProvider({ kind: 'local' });
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tiaowen-own-'));
  [own, seeds, dataDir] = ['own', 'seeds', 'data'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(own);
  await mkdir(seeds);
  await writeFile(join(own, 'rules.txt'), RULES);
  await writeFile(join(seeds, 'plan.txt'), PLAN);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function ingest(...args: string[]) {
  const command = readCommandLine(args);
  if (command.kind === 'help') throw new Error('no command');
  return await runCommand(command, { dataDir, embedders, ownFiles: [] });
}

/** What `npm start` does before it serves. */
const start = (ownFiles: string[] = []) => ensureSeedIndex({ dataDir, seedsDir: seeds, embedders, ownFiles });

/** Every file with its content. */
async function contentOf(folder: string): Promise<[string, string][]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files: [string, string][] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) files.push([name, await readFile(path, 'latin1')]);
  }
  return files;
}

const published = () => createEmbeddedIndexPublisher({ dataDir }).describe();
const pointer = () => join(dataDir, 'index', 'CURRENT');
const inCurrent = async (name: string) =>
  join(dataDir, 'index', 'generations', (await readFile(pointer(), 'utf8')).trim(), name);

const DAMAGES: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['no CURRENT', () => rm(pointer())],
  ['an empty CURRENT', () => truncate(pointer())],
  ['a flipped CURRENT', () => writeFile(pointer(), 'h000002-x')],
  ['a CURRENT to nothing', () => writeFile(pointer(), 'g000002-x')],
  ['a damaged manifest', async () => truncate(await inCurrent('manifest.json'), 40)],
  ['a damaged list of documents', async () => truncate(await inCurrent('documents.json'), 4)],
  ['a damaged embedder', async () => truncate(await inCurrent('embedder.bin'), 4)],
];

describe.each(DAMAGES)('over an own index with %s', (_title, damage) => {
  beforeEach(async () => {
    await ingest(own);
    await ingest(own);
    await damage();
  });

  it.each([
    ['a start', () => start()],
    ['ingest without paths', () => ingest()],
    ['ingest --add without paths', () => ingest('--add')],
    ['ingest --add', () => ingest(join(seeds, 'plan.txt'), '--add')],
  ])('%s changes nothing and says what mends it', async (_name, run) => {
    const before = await contentOf(dataDir);
    const error = await run().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(IndexFormatError);
    expect((error as IndexFormatError).mends).toContain('rollback');
    expect(await contentOf(dataDir)).toEqual(before);
  });

  it('ingest with paths publishes them, tells of it, and removes nothing', async () => {
    const before = await contentOf(join(dataDir, 'index', 'generations'));
    const { report } = await ingest(join(seeds, 'plan.txt'));
    expect(report?.notices).toHaveLength(1);
    const after = await contentOf(join(dataDir, 'index', 'generations'));
    expect(after).toEqual(expect.arrayContaining(before));
    expect((await published())?.documents).toHaveLength(1);
    await ingest('--rollback');
    expect((await published())?.documents[0]?.title).toBe('云岭省科技办法');
  });
});

describe('over a sound own index', () => {
  it('a start leaves it, and ingest without paths is refused', async () => {
    await ingest(own);
    const before = await contentOf(dataDir);
    expect(await start()).toBeNull();
    await expect(ingest()).rejects.toThrow(IndexInUseError);
    await expect(ingest('--add')).rejects.toThrow(IndexInUseError);
    expect(await contentOf(dataDir)).toEqual(before);
  });

  it('the samples that are named replace it, and it stays to roll back to', async () => {
    const { change } = await ingest(own);
    await ingest(seeds);
    expect((await ingest('--rollback')).change?.version).toBe(change?.version);
    await expect(ingest()).rejects.toThrow(IndexInUseError);
  });

  it('that a rollback to the samples took back survives new samples', async () => {
    await start();
    await ingest(own);
    const kept = await contentOf(join(await inCurrent('.')));
    const folder = await inCurrent('.');
    await ingest('--rollback');
    await writeFile(join(seeds, 'more.txt'), RULES);
    expect((await start())?.documents).toBe(2);
    await rm(join(folder, 'WITHDRAWN'));
    expect(await contentOf(folder)).toEqual(kept);
  });
});

describe('a data folder without an index', () => {
  it.each<[string, () => Promise<unknown>, string[]]>([
    ['is missing', async () => {}, []],
    ['is empty', () => mkdir(dataDir), []],
    ['is a fresh disk', () => mkdir(join(dataDir, 'lost+found'), { recursive: true }), []],
    [
      'holds the access keys and what was audited of them',
      async () => {
        await mkdir(join(dataDir, 'audit'), { recursive: true });
        await writeFile(join(dataDir, 'keys.json'), '{}');
      },
      ['keys.json'],
    ],
  ])('is given the samples where it %s', async (_title, prepare, ownNames) => {
    await prepare();
    expect((await start(ownNames.map((name) => join(dataDir, name))))?.documents).toBe(1);
    expect(await start()).toBeNull();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['other files', () => writeFile(join(dataDir, 'notes.txt'), 'x')],
    ['conversations', () => mkdir(join(dataDir, 'conversations'))],
    ['an index folder without generations', () => mkdir(join(dataDir, 'index', 'LOCK'), { recursive: true })],
  ])('is left alone where it holds %s', async (_title, prepare) => {
    await mkdir(dataDir);
    await prepare();
    const before = await readdir(dataDir, { recursive: true });
    for (const run of [() => start(), () => ingest()]) {
      const error = await run().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(IndexMissingError);
      expect((error as Error).message).toContain('DATA_DIR');
    }
    expect(await readdir(dataDir, { recursive: true })).toEqual(before);
    // As the message advises.
    expect((await ingest(own)).report?.documents).toBe(1);
  });

  it('that is a file is refused', async () => {
    await writeFile(dataDir, 'x');
    await expect(start()).rejects.toThrow(/DATA_DIR|索引/);
    expect(await readFile(dataDir, 'utf8')).toBe('x');
  });
});

describe('the samples', () => {
  it('are built again when they have changed, also without their mark', async () => {
    await start();
    await rm(join(dataDir, 'SAMPLES'));
    await writeFile(join(seeds, 'more.txt'), RULES);
    expect((await start())?.documents).toBe(2);
  });

  it('are built again where the first build broke off', async () => {
    await start();
    await rm(pointer());
    await writeFile(await join(dataDir, 'index', 'generations', '.unfinished-g000009-x'), '');
    expect((await start())?.documents).toBe(1);
  });

  it.each(DAMAGES)('are built again where they are damaged: %s', async (_title, damage) => {
    await start();
    await damage();
    expect((await start())?.documents).toBe(1);
    expect((await published())?.origin.kind).toBe('seeds');
  });

  it('lose their mark to own documents', async () => {
    await start();
    expect(await readdir(dataDir)).toContain('SAMPLES');
    await ingest(own, '--add');
    expect(await readdir(dataDir)).not.toContain('SAMPLES');
    await rm(pointer());
    await expect(start()).rejects.toThrow(IndexFormatError);
  });

  it('are not built over own documents that a stray mark claims', async () => {
    await ingest(own);
    await writeFile(join(dataDir, 'SAMPLES'), '');
    await rm(pointer());
    const before = await contentOf(dataDir);
    await expect(start()).rejects.toThrow(IndexFormatError);
    expect(await contentOf(dataDir)).toEqual(before);
  });

  it('are not built where another data folder was mounted over the empty one', async () => {
    const away = join(root, 'away');
    await ingest(own);
    await cp(dataDir, away, { recursive: true });
    await rm(dataDir, { recursive: true });
    await start();
    await rm(dataDir, { recursive: true });
    await cp(away, dataDir, { recursive: true });
    expect(await start()).toBeNull();
    expect((await published())?.documents[0]?.title).toBe('云岭省科技办法');
  });
});
