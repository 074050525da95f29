import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import { createOpenAiEmbedder } from '../../src/models/adapters/openai/create-openai-embedder.ts';
import { type FakeEmbeddingService, startFakeEmbeddingService } from './fake-embedding-service.ts';

describe('createOpenAiEmbedder', () => {
  let service: FakeEmbeddingService;
  beforeEach(async () => {
    service = await startFakeEmbeddingService();
  });
  afterEach(async () => {
    await service.close();
  });
  const connect = (options: { dimension?: number; maxRetries?: number; timeoutMs?: number } = {}) =>
    createOpenAiEmbedder({
      apiKey: 'test-key',
      model: 'some-model',
      baseUrl: service.baseUrl,
      dimension: 3,
      maxRetries: 0,
      ...options,
    });

  it('names the model and the dimension in its id', () => {
    expect(connect().id).toBe('openai-some-model-3');
  });

  it('sends model, key and texts unchanged, in batches, and keeps the order', async () => {
    const texts = Array.from({ length: 150 }, (_, i) => `第${i}条\n第二行`);
    const vectors = await connect().embedDocuments(texts);
    expect(vectors).toHaveLength(150);
    expect(service.requests.length).toBeGreaterThan(1);
    expect(service.requests.every(({ texts: batch }) => batch.length <= 64)).toBe(true);
    expect(service.requests.flatMap(({ texts: batch }) => batch).sort()).toEqual([...texts].sort());
    expect(new Set(service.requests.map(({ model }) => model))).toEqual(new Set(['some-model']));
    expect(service.requests[0]?.authorization).toBe('Bearer test-key');
    const alone = await connect().embedQuery(texts[137]!);
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(vectors[137]![i]!, 6);
    });
  });

  it('tries again when the service is busy', async () => {
    service.failNext(503);
    expect(await connect({ maxRetries: 2 }).embedQuery('条文')).toHaveLength(3);
    expect(service.requests).toHaveLength(2);
  });

  it('waits as long as a busy service asks', async () => {
    service.failNext({ status: 429, headers: { 'retry-after': '1' } });
    expect(await connect({ maxRetries: 1 }).embedDocuments(['甲', '乙'])).toHaveLength(2);
    const [first, second] = service.requests;
    expect(second!.receivedAt - first!.receivedAt).toBeGreaterThan(990);
    expect(service.requests.map(({ texts }) => texts)).toEqual([
      ['甲', '乙'],
      ['甲', '乙'],
    ]);
  });

  it('tries again when the connection breaks off or the reply stops in the middle', async () => {
    service.failNext('drop', 'stall');
    expect(await connect({ maxRetries: 2, timeoutMs: 200 }).embedQuery('条文')).toHaveLength(3);
    expect(service.requests).toHaveLength(3);
  });

  it('says why it gave up', async () => {
    service.failNext('stall');
    await expect(connect({ timeoutMs: 200 }).embedQuery('条文')).rejects.toMatchObject({ reason: 'timeout' });
    service.failNext(429);
    await expect(connect().embedQuery('条文')).rejects.toMatchObject({ reason: 'rate-limited' });
    service.failNext({ status: 429, headers: { 'retry-after': '1' }, code: 'insufficient_quota' });
    await expect(connect({ maxRetries: 3 }).embedQuery('条文')).rejects.toThrow('额度已用完');
    expect(service.requests).toHaveLength(3);
  });

  it.each([401, 404, 500])('turns status %i into a ModelError that keeps the cause', async (status) => {
    service.failNext(status);
    const error = await connect()
      .embedDocuments(['甲', '乙'])
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toHaveProperty('cause');
    expect(String(error)).toContain('some-model');
    expect(String(error)).not.toContain('test-key');
  });

  it('asks for a new index when the vectors have another length', async () => {
    const embedder = connect({ dimension: 4 });
    await expect(embedder.embedQuery('条文')).rejects.toThrow(IndexFormatError);
    await expect(embedder.embedQuery('条文')).rejects.toThrow(/3 维.*4 维.*npm run ingest/);
  });

  it('turns a service that cannot be reached into a ModelError', async () => {
    const embedder = connect();
    await service.close();
    await expect(embedder.embedQuery('条文')).rejects.toThrow(ModelError);
    service = await startFakeEmbeddingService();
  });
});
