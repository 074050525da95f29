import { createOpenAiEmbedder } from '../../src/models/adapters/openai/create-openai-embedder.ts';
import { startFakeEmbeddingService } from '../models/fake-embedding-service.ts';
import { describeEmbedder } from './embedder.contract.ts';

describeEmbedder('openai', async () => {
  const service = await startFakeEmbeddingService();
  const { baseUrl } = service;
  return {
    embedder: createOpenAiEmbedder({ apiKey: 'test-key', model: 'fake', baseUrl, dimension: 3 }),
    dispose: () => service.close(),
  };
}, ['智慧医疗', '教育信息化']);
