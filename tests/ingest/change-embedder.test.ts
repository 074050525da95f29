import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IngestProgress } from '../../ingest/ingest-report.ts';
import { type IngestOptions, runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { createEmbedderProvider, type EmbedderConfig } from '../../src/models/create-embedder-provider.ts';
import { type FakeEmbeddingService, startFakeEmbeddingService } from '../models/fake-embedding-service.ts';

const PLAN = '临江市数据方案\n一、建设平台。到2025年建成。\n二、开放数据。向社会开放数据。\n';
const RULES = '云岭省科技办法\n第一条 制定本办法。\n第二条 省科技厅负责组织实施。\n';
/** Sent once a run to learn the length of the service's vectors. */
const PROBE = '条文';

let folder: string;
let dataDir: string;
let service: FakeEmbeddingService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiaowen-policies-'));
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-data-'));
  service = await startFakeEmbeddingService();
  await writeFile(join(folder, 'plan.txt'), PLAN);
  await writeFile(join(folder, 'rules.txt'), RULES);
});
afterEach(async () => {
  await service.close();
  await Promise.all([folder, dataDir].map((path) => rm(path, { recursive: true, force: true })));
});

const openai = (model = 'some-model'): EmbedderConfig => ({
  kind: 'openai',
  apiKey: 'test-key',
  baseUrl: service.baseUrl,
  model,
});

/** One `npm run ingest`. */
async function ingest(file: string, embedder: EmbedderConfig, options: Partial<IngestOptions> = {}) {
  const index = createEmbeddedClauseIndex({ dataDir });
  const vectorCache = openSqliteVectorCache({ dataDir });
  try {
    return await runIngest({
      paths: [join(folder, file)],
      origin: { kind: 'paths', fingerprint: '' },
      index,
      publisher: createEmbeddedIndexPublisher({ dataDir }),
      embedders: createEmbedderProvider(embedder, { vectorCache }),
      ...options,
    });
  } finally {
    await Promise.all([index.close(), vectorCache.close()]);
  }
}

const add = (embedder: EmbedderConfig, options: Partial<IngestOptions> = {}) =>
  ingest('rules.txt', embedder, { add: true, ...options });

async function describeIndex() {
  const published = await createEmbeddedIndexPublisher({ dataDir }).describe();
  return {
    embedder: published?.embedderId,
    documents: published?.documents.map(({ documentId }) => documentId),
  };
}

describe('adding to an index', () => {
  it('with the same service pays for the new passages alone', async () => {
    await ingest('plan.txt', openai());
    const paid = service.paidTexts.length;
    await add(openai());
    const added = service.paidTexts.slice(paid).filter((text) => text !== PROBE);
    expect(added).toHaveLength(2);
    expect(added.every((text) => text.includes('云岭省科技办法'))).toBe(true);
    expect(await describeIndex()).toEqual({ embedder: 'openai-some-model-3', documents: ['plan', 'rules'] });
  });

  it.each([
    ['openai → another model', () => openai(), () => openai('other-model')],
    ['openai → local', () => openai(), () => ({ kind: 'local' }) as const],
    ['local → openai', () => ({ kind: 'local' }) as const, () => openai()],
  ])('with another embedder is refused, %s', async (_title, before, after) => {
    await ingest('plan.txt', before());
    const old = await describeIndex();
    const paid = service.paidTexts.filter((text) => text !== PROBE).length;
    const refusal = await add(after()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(IndexFormatError);
    const { message } = refusal as Error;
    expect(message).toContain(old.embedder);
    expect(message).toContain('--retrain');
    expect(message).toContain('npm run ingest -- --rebuild ');
    expect(await describeIndex()).toEqual(old);
    expect(service.paidTexts.filter((text) => text !== PROBE)).toHaveLength(paid);
  });

  it('is refused when the service gives vectors of another length', async () => {
    await ingest('plan.txt', openai());
    await service.close();
    service = await startFakeEmbeddingService((text) => [1, text.length, 2, 3]);
    await expect(add(openai())).rejects.toThrow(/openai-some-model-3 .*openai-some-model-4 /);
    expect(service.paidTexts).toEqual([PROBE]);
  });

  it('with another embedder and --retrain embeds every document with it', async () => {
    await ingest('plan.txt', openai());
    await add(openai('other-model'), { retrain: true });
    expect(await describeIndex()).toEqual({ embedder: 'openai-other-model-3', documents: ['plan', 'rules'] });
    const sent = service.requests
      .filter(({ model }) => model === 'other-model')
      .flatMap(({ texts }) => texts);
    expect(sent.filter((text) => text.includes('临江市数据方案'))).toHaveLength(2);
    expect(sent.filter((text) => text.includes('云岭省科技办法'))).toHaveLength(2);
  });
});

it('without --add another embedder builds the index anew', async () => {
  await ingest('plan.txt', { kind: 'local' });
  await ingest('plan.txt', openai());
  expect(await describeIndex()).toEqual({ embedder: 'openai-some-model-3', documents: ['plan'] });
});

it('goes on after a failure where it stopped, with progress as ever', async () => {
  const clauses = Array.from({ length: 150 }, (_, i) => `第${i + 1}条 第${i + 1}项工作由市政府办公室负责。`);
  await writeFile(join(folder, 'long.txt'), `临江市工作办法\n${clauses.join('\n')}\n`);
  await ingest('plan.txt', openai());
  const old = await describeIndex();
  const paid = service.paidTexts.length;

  // The probe and two batches go well; what follows is refused until somebody pays the bill.
  service.failAfter(3, { status: 429, code: 'insufficient_quota' });
  await expect(ingest('long.txt', openai())).rejects.toThrow(ModelError);
  expect(await describeIndex()).toEqual(old);
  expect(service.paidTexts).toHaveLength(paid + 1 + 128);

  const progress: IngestProgress[] = [];
  await ingest('long.txt', openai(), { onProgress: (step) => progress.push(step) });
  const sent = service.paidTexts.slice(paid).filter((text) => text !== PROBE);
  expect(sent).toHaveLength(150);
  expect(new Set(sent).size).toBe(150);
  expect(progress.filter(({ stage }) => stage === 'embedding').at(-1)).toMatchObject({
    done: 150,
    total: 150,
  });
  expect((await describeIndex()).documents).toEqual(['long']);
});
