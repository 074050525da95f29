import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildIndex } from '../../ingest/rebuild-index.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../src/models/create-embedder-provider.ts';
import { purgeDocument } from '../../src/stores/purge-document.ts';
import { fakeOffice, makePdf } from './fake-office.ts';

const PLAN =
  '临江市数据方案\n一、建设平台。到2025年建成。（责任单位：市数据局）\n二、开放数据。（责任单位：市科技局）\n三、保障安全。\n';
const embedders = createEmbedderProvider({ kind: 'local' });
let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
  await writeFile(join(folder, 'plan.pdf'), makePdf(PLAN));
  await writeFile(
    join(folder, 'rules.txt'),
    '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n',
  );
});
afterEach(async () => {
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

async function ingest(add = false) {
  const index = createEmbeddedClauseIndex({ dataDir });
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  const origin = { kind: 'paths', fingerprint: '' } as const;
  try {
    return await runIngest({
      paths: [folder],
      add,
      origin,
      index,
      publisher,
      embedders,
      readerProcess: fakeOffice,
    });
  } finally {
    await index.close();
  }
}

async function rebuild() {
  const index = createEmbeddedClauseIndex({ dataDir });
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  try {
    return await rebuildIndex({ publisher, index, embedders });
  } finally {
    await index.close();
  }
}

async function readPlan() {
  const index = createEmbeddedClauseIndex({ dataDir });
  const snapshot = await index.open();
  try {
    const documents = await snapshot.clauses.listDocuments('all');
    const document = documents.find(({ sourceFile }) => sourceFile === 'plan.pdf');
    if (!document) return null;
    const ids = [document.documentId];
    const [clauses] = await snapshot.clauses.getDocumentClauses(ids, 'all');
    const [layout] = await snapshot.sources.getLayouts(ids, 'all');
    const file = await snapshot.sources.getOriginal(document.documentId, 'all');
    const pieces: Uint8Array[] = [];
    for await (const piece of file?.read() ?? []) pieces.push(piece);
    return { document, clauses, layout, file: file && Buffer.concat(pieces) };
  } finally {
    snapshot.release();
    await index.close();
  }
}

const keptFiles = async () => await readdir(join(dataDir, 'index', 'originals'));

describe('of a file of an office program', () => {
  it('layout and bytes are kept, for their owner alone, and what was lost is told', async () => {
    const report = await ingest();
    expect(report.files[0]).toMatchObject({ file: 'plan.pdf', warnings: ['图片 1 张没有读'] });
    const plan = (await readPlan())!;
    expect(plan.document).toMatchObject({ format: 'pdf', original: { bytes: makePdf(PLAN).length } });
    expect(plan.layout).toMatchObject({
      marks: [{ kind: 'heading', level: 1 }],
      warnings: [{ code: 'content-lost' }],
    });
    expect(plan.layout!.locations[3]).toMatchObject({ location: { kind: 'page', page: 2 } });
    expect(plan.file).toEqual(makePdf(PLAN));
    const [name] = await keptFiles();
    const path = join(dataDir, 'index', 'originals', name!);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path)).toEqual(makePdf(PLAN));
  });

  it('they stay where it did not change, also when others are added', async () => {
    await ingest();
    const before = await readPlan();
    await writeFile(join(folder, 'more.txt'), '临江市水务办法\n第一条 制定本办法。\n');
    expect((await ingest()).files.find(({ file }) => file === 'plan.pdf')).toMatchObject({ reused: true });
    expect(await readPlan()).toEqual(before);
    await rm(join(folder, 'plan.pdf'));
    await ingest(true);
    expect(await readPlan()).toEqual(before);
  });

  it('an index is rebuilt from them as it was, also from the copy where the index is damaged', async () => {
    await ingest();
    const before = await readPlan();
    await rm(folder, { recursive: true });
    await rebuild();
    expect(await readPlan()).toEqual(before);
    const generations = join(dataDir, 'index', 'generations');
    for (const version of await readdir(generations)) await rm(join(generations, version, 'layouts.jsonl'));
    await rebuild();
    expect(await readPlan()).toEqual(before);
  });

  it('the file goes once no version has the document, and at once where it is purged', async () => {
    await ingest();
    const documentId = (await readPlan())!.document.documentId;
    await writeFile(join(folder, 'plan.pdf'), makePdf(PLAN.replace('市科技局', '市财政局')));
    await ingest();
    expect(await keptFiles()).toHaveLength(2);
    await ingest();
    expect(await keptFiles()).toHaveLength(1);
    await rm(join(folder, 'plan.pdf'));
    await ingest();
    expect(await readPlan()).toBeNull();
    expect(await keptFiles()).toHaveLength(1);
    await purgeDocument(dataDir, documentId);
    expect(await keptFiles()).toEqual([]);
  });

  it('a file that is lost or cut off is not given', async () => {
    await ingest();
    const [name] = await keptFiles();
    await writeFile(join(dataDir, 'index', 'originals', name!), '%PDF');
    expect((await readPlan())!.file).toBeUndefined();
    // Loaded once more, it is there again.
    await ingest();
    expect((await readPlan())!.file).toEqual(makePdf(PLAN));
  });
});

it('texts have no layout and no copy: an index of texts alone is as it always was', async () => {
  await rm(join(folder, 'plan.pdf'));
  const { version } = await ingest();
  expect(await readdir(join(dataDir, 'index'))).not.toContain('originals');
  expect(await readdir(join(dataDir, 'index', 'generations', version!))).not.toContain('layouts.jsonl');
});
