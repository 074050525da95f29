import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAppContext } from '../../src/app-context.ts';
import { loadConfig } from '../../src/config/config.ts';
import { type FakeEmbeddingService, startFakeEmbeddingService } from '../models/fake-embedding-service.ts';

let dataDir: string;
let service: FakeEmbeddingService;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-app-'));
  service = await startFakeEmbeddingService();
});
afterEach(async () => {
  await service.close();
  rmSync(dataDir, { recursive: true });
});

function start() {
  const { config, secrets } = loadConfig({
    READER: 'off',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    EMBEDDINGS: 'openai',
    EMBEDDING_MODEL: 'some-model',
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: service.baseUrl,
  });
  const ctx = createAppContext(config, secrets);
  return { ctx, embedder: ctx.embedders.forIndex('openai-some-model-3', null) };
}

it('vectors of a service are kept in DATA_DIR/stores from the first document on, and closed with the context', async () => {
  const first = start();
  await first.embedder!.embedQuery('甲');
  expect(existsSync(join(dataDir, 'stores', 'vectors.sqlite'))).toBe(false);
  const vectors = await first.embedder!.embedDocuments(['甲']);
  expect(existsSync(join(dataDir, 'stores', 'vectors.sqlite'))).toBe(true);
  await first.ctx.close();
  await first.ctx.close();

  const second = start();
  expect(await second.embedder!.embedDocuments(['甲'])).toEqual(vectors);
  await second.ctx.close();
  expect(service.paidTexts).toEqual(['甲', '甲']);
});
