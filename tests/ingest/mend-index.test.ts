import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommandLine } from '../../ingest/command-line.ts';
import { runCommand } from '../../ingest/run-command.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { encodeManifest } from '../../src/clause-index/adapters/embedded/generations/generation-manifest.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { IndexMissingError } from '../../src/domain/errors/index-missing-error.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';

const PLAN =
  '临江市数据方案\n一、建设平台。到2025年建成。（责任单位：市数据局）\n二、开放数据。（责任单位：市科技局）\n';
const RULES = '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n';
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

let folder: string;
let dataDir: string;
const embedders = createEmbedderProvider({ kind: 'local' });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
  await writeFile(join(folder, 'plan.txt'), PLAN);
  await writeFile(join(folder, 'rules.txt'), RULES);
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({
      documents: [{ id: 'data-plan', file: 'plan.txt', title: '数据方案', aliases: ['方案'] }],
    }),
  );
});
afterEach(async () => {
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

/** One `npm run ingest -- …`. */
async function ingest(...args: string[]) {
  const command = readCommandLine(args);
  if (command.kind === 'help') throw new Error('no command');
  return await runCommand(command, { dataDir, embedders, ownFiles: [] });
}

/** What answers are made of. */
async function readIndex() {
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    const snapshot = await index.open();
    const documents = await snapshot.clauses.listDocuments('all');
    const ids = documents.map(({ documentId }) => documentId);
    const clauses = await snapshot.clauses.getDocumentClauses(ids, 'all');
    const sources = await snapshot.sources.getSources(ids, 'all');
    snapshot.release();
    return { documents, clauses, sources };
  } finally {
    await index.close();
  }
}

async function refusal(): Promise<IndexFormatError> {
  const error = await readIndex().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(IndexFormatError);
  return error as IndexFormatError;
}

/** The arguments of every command that a message advises, taken apart as a shell does. */
function advisedCommands(message: string): string[][] {
  return [...message.matchAll(/^ {2}npm run ingest -- (?<args>.+?)(?: {2,}.*)?$/gm)].map(({ groups }) =>
    [...groups!['args']!.matchAll(/'(?<quoted>[^']*)'|(?<plain>\S+)/g)].map(
      ({ groups: part }) => part!['quoted'] ?? part!['plain']!,
    ),
  );
}

const current = async () => (await readFile(join(dataDir, 'index', 'CURRENT'), 'utf8')).trim();
const inCurrent = async (name: string) => join(dataDir, 'index', 'generations', await current(), name);

type Damage = (path: string) => Promise<void>;
const DAMAGES: readonly (readonly [string, Damage])[] = [
  [
    'a flipped bit in',
    async (path) => {
      const bytes = await readFile(path);
      bytes[Math.floor(bytes.length * 0.6)]! ^= 1;
      await writeFile(path, bytes);
    },
  ],
  ['the end cut off', async (path) => truncate(path, (await readFile(path)).length - 2)],
  ['nothing left in', (path) => truncate(path)],
  ['no', (path) => rm(path)],
];

describe.each(DAMAGES)('with %s', (_title, damage) => {
  it.each(FILES)('%s every advised command mends', async (name) => {
    await ingest(join(folder, 'plan.txt'));
    await ingest(folder);
    const before = await readIndex();
    const broken = await inCurrent(name);
    const whole = await readFile(broken);
    await damage(broken);
    const { message, mends } = await refusal();
    expect(message).toContain(name);
    expect(mends).toEqual(['rebuild', 'rollback']);
    const version = await current();
    for (const command of advisedCommands(message)) {
      // Each from the same state.
      await writeFile(join(dataDir, 'index', 'CURRENT'), `${version}\n`);
      await ingest(...command);
      const after = await readIndex();
      if (command[0] === '--rebuild') expect(after).toEqual(before);
      else expect(after.documents.map(({ documentId }) => documentId)).toEqual(['data-plan']);
    }
    // The damaged generation was left alone.
    await writeFile(broken, whole);
    await writeFile(join(dataDir, 'index', 'CURRENT'), `${version}\n`);
    expect(await readIndex()).toEqual(before);
  });

  it.each(FILES)('%s of a lone generation, its files gone, nothing is lost', async (name) => {
    await ingest(folder);
    const before = await readIndex();
    await rm(folder, { recursive: true });
    await damage(await inCurrent(name));
    const { message, mends } = await refusal();
    expect(mends).toEqual(['rebuild']);
    const [command] = advisedCommands(message);
    await ingest(...command!);
    expect(await readIndex()).toEqual(before);
  });

  it('the originals and one more file, the files themselves are asked for, and mend', async () => {
    await ingest(folder);
    const before = await readIndex();
    await damage(await inCurrent('originals.jsonl.gz'));
    await damage(await inCurrent('sources.jsonl'));
    const { message, mends } = await refusal();
    expect(mends).toEqual([]);
    await expect(ingest('--rebuild')).rejects.toThrow(/请给出原来的文件/);
    const [command] = advisedCommands(message);
    expect(command).toEqual(['--rebuild', folder]);
    await ingest(...command!);
    expect(await readIndex()).toEqual(before);
  });
});

describe('a damaged pointer', () => {
  it.each([
    ['gone', (path: string) => rm(path)],
    ['empty', (path: string) => truncate(path)],
    ['nonsense', (path: string) => writeFile(path, 'rubbish')],
    ['of nothing', (path: string) => writeFile(path, 'g000007-gone\n')],
    [
      'a folder',
      async (path: string) => {
        await rm(path);
        const { mkdir } = await import('node:fs/promises');
        await mkdir(path);
      },
    ],
  ])('that is %s: every advised command mends', async (_title, damage) => {
    for (const place of [0, 1]) {
      await rm(join(dataDir, 'index'), { recursive: true, force: true });
      await ingest(join(folder, 'plan.txt'));
      await ingest(folder);
      const before = await readIndex();
      await damage(join(dataDir, 'index', 'CURRENT'));
      const { message, mends } = await refusal();
      expect(mends).toEqual(['rebuild', 'rollback']);
      await ingest(...advisedCommands(message)[place]!);
      expect(await readIndex()).toEqual(before);
    }
  });
});

describe('an index of another format', () => {
  const makeOlder = async (withOriginals: boolean) => {
    const path = await inCurrent('manifest.json');
    const { checksum: _, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
    if (!withOriginals) {
      await rm(await inCurrent('originals.jsonl.gz'));
      delete manifest.files['originals.jsonl.gz'];
    }
    await writeFile(path, encodeManifest({ ...manifest, formatVersion: 0 }));
  };

  it.each([true, false])(
    'is rebuilt from what it keeps, with a copy of the originals: %s',
    async (hasCopy) => {
      await ingest(folder);
      const before = await readIndex();
      await makeOlder(hasCopy);
      const { message, mends } = await refusal();
      expect(message).toContain('格式版本为 0');
      expect(mends).toEqual(['rebuild']);
      const { report } = await ingest(...advisedCommands(message)[0]!);
      expect(report).toMatchObject({ documents: 2, skipped: [] });
      expect(await readIndex()).toEqual(before);
    },
  );

  it('is never added to: nothing is dropped', async () => {
    await ingest(folder);
    await makeOlder(true);
    const files = await readdir(join(dataDir, 'index'), { recursive: true });
    await expect(ingest(join(folder, 'rules.txt'), '--add')).rejects.toThrow(IndexFormatError);
    expect(await readdir(join(dataDir, 'index'), { recursive: true })).toEqual(files);
  });
});

it.each(FILES)('nothing is added to an index with a damaged %s, and nothing dropped', async (name) => {
  await ingest(folder);
  await writeFile(join(folder, 'third.txt'), RULES);
  await truncate(await inCurrent(name), 10);
  const version = await current();
  const files = await readdir(join(dataDir, 'index'), { recursive: true });
  await expect(ingest(join(folder, 'third.txt'), '--add')).rejects.toThrow(IndexFormatError);
  expect(await current()).toBe(version);
  expect(await readdir(join(dataDir, 'index'), { recursive: true })).toEqual(files);
});

it('a rebuild keeps what a manifest stated, and where the documents came from', async () => {
  await ingest(folder);
  await ingest('--rebuild');
  const { documents } = await readIndex();
  expect(documents[0]).toMatchObject({ documentId: 'data-plan', title: '数据方案', aliases: ['方案'] });
  const described = await createEmbeddedIndexPublisher({ dataDir }).describe();
  expect(described?.origin).toEqual({ kind: 'paths', paths: [folder], fingerprint: '' });
  // What was not changed since is taken over at the next ingestion.
  expect((await ingest(folder)).report?.files.map(({ reused }) => reused)).toEqual([true, true]);
});

it('without an index there is nothing to rebuild or to roll back, and the advice builds one', async () => {
  for (const option of ['--rebuild', '--rollback']) {
    await expect(ingest(option)).rejects.toThrow(IndexMissingError);
  }
  const { message } = (await readIndex().catch((error: unknown) => error)) as Error;
  expect(message).toContain('npm run ingest -- 文件或文件夹');
  await ingest(folder);
  expect((await readIndex()).documents).toHaveLength(2);
});

it('an embedder that does not fit is mended as the message advises', async () => {
  await ingest(folder);
  const published = await createEmbeddedIndexPublisher({ dataDir }).describe();
  const other = createEmbedderProvider({
    kind: 'openai',
    apiKey: 'none',
    baseUrl: 'http://127.0.0.1:9',
    model: 'm',
  });
  const open = () => other.forIndex(published!.embedderId, published!.embedderState);
  expect(open).toThrow(/npm run ingest -- --rebuild /);
  await ingest('--rebuild');
  const rebuilt = await createEmbeddedIndexPublisher({ dataDir }).describe();
  expect(embedders.forIndex(rebuilt!.embedderId, rebuilt!.embedderState)!.id).toBe(rebuilt!.embedderId);
});

describe('the command line', () => {
  it.each([
    ['--rollback', 'a.txt'],
    ['--rollback', '--rebuild'],
    ['--rollback', '--add'],
    ['--rebuild', '--add', 'a.txt'],
    ['--rebuild', '--retrain'],
    ['--nonsense'],
  ])('refuses %s %s', (...args) => {
    expect(() => readCommandLine(args.filter((arg) => arg !== undefined))).toThrow(/用法：npm run ingest/);
  });

  it('tells what was changed of the published index', async () => {
    const first = await ingest(join(folder, 'plan.txt'));
    expect(first.change).toMatchObject({
      action: 'publish',
      version: await current(),
      paths: [join(folder, 'plan.txt')],
    });
    await ingest(folder);
    expect((await ingest('--rollback')).change).toEqual({
      action: 'rollback',
      version: first.change?.version,
      paths: [],
      report: null,
    });
    expect((await ingest('--rebuild')).change).toMatchObject({ action: 'rebuild', paths: [] });
    expect((await ingest(join(folder, 'missing'))).change).toBeNull();
  });
});
