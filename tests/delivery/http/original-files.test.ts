import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runIngest } from '../../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { createEmbedderProvider } from '../../../src/models/create-embedder-provider.ts';
import { fakeOffice, makePdf } from '../../ingest/fake-office.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

const PLAN =
  '临江市数据方案\n一、建设平台。到2025年建成。（责任单位：市数据局）\n二、开放数据。（责任单位：市科技局）\n三、海绵城市建设，由市水务局负责。\n';
const TEXT = '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n';

let service: SampleService<'all' | 'few'>;
let folder: string;
let dataDir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen-policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
  await writeFile(join(folder, '数据方案“终”\n.pdf'), makePdf(PLAN));
  await writeFile(join(folder, 'rules.txt'), Buffer.from(TEXT));
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({
      documents: [
        { id: 'plan', file: '数据方案“终”\n.pdf', title: '临江市数据方案' },
        { id: 'rules', file: 'rules.txt', title: '云岭省科技办法' },
      ],
    }),
  );
  const index = createEmbeddedClauseIndex({ dataDir });
  const embedders = createEmbedderProvider({ kind: 'local' });
  await runIngest({
    paths: [folder],
    origin: { kind: 'paths', fingerprint: '' },
    index,
    publisher: createEmbeddedIndexPublisher({ dataDir }),
    embedders,
    readerProcess: fakeOffice,
  });
  service = await startSampleService({
    keys: { all: {}, few: { documentIds: ['rules'] } },
    overrides: { index, embedders },
  });
});
afterAll(async () => {
  await service.close();
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true })));
});

it('the file is given as it was loaded, to be saved under its name', async () => {
  const reply = await service.call('/api/documents/plan/original', { as: 'all' });
  expect(reply.status).toBe(200);
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(makePdf(PLAN));
  const header = (name: string) => reply.headers.get(name);
  expect(header('content-type')).toBe('application/pdf');
  expect(header('content-length')).toBe(String(makePdf(PLAN).length));
  expect(header('content-disposition')).toMatch(/^attachment; filename="[^"]*\.pdf"; filename\*=UTF-8''/);
  expect(header('content-disposition')).toContain(`${encodeURIComponent('数据方案“终”\n')}.pdf`);
  expect(header('x-content-type-options')).toBe('nosniff');
  expect(header('content-security-policy')).toBe("sandbox; default-src 'none'");
});

it('of a text its words are given in UTF-8', async () => {
  const reply = await service.call('/api/documents/rules/original', { as: 'few' });
  expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename=rules.txt');
  expect(await reply.text()).toBe(TEXT);
});

it('nobody is given a file that is hidden from them, and nothing where there is none', async () => {
  for (const id of ['plan', 'nowhere']) {
    const reply = await service.call(`/api/documents/${id}/original`, { as: 'few' });
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.headers.get('content-disposition')).toBeNull();
  }
});

it('documents say what they were read from', async () => {
  const reply = await service.call('/api/documents', { as: 'all' });
  const { documents } = (await reply.json()) as { documents: readonly object[] };
  expect(documents).toMatchObject([
    { documentId: 'rules', format: 'text', hasOriginal: true },
    { documentId: 'plan', format: 'pdf', hasOriginal: true, warnings: ['图片 1 张没有读'] },
  ]);
});

it('citations and clauses say the page and the box', async () => {
  const box = { page: 2, left: 0.1, top: 0.1, width: 0.8, height: 0.05 };
  const answer = await service.call('/api/chat', { as: 'all', body: { message: '海绵城市建设由谁负责？' } });
  const { citations } = (await answer.json()) as { citations: readonly { clauseId: string }[] };
  expect(citations[0]).toMatchObject({ documentId: 'plan', page: 2, boxes: [box] });
  const clause = await service.call(`/api/clauses/${citations[0]!.clauseId}`, { as: 'all' });
  expect(await clause.json()).toMatchObject({ page: 2, boxes: [box] });
  const rule = await service.call('/api/clauses/rules:art2', { as: 'all' });
  expect(await rule.json()).not.toHaveProperty('page');
});
