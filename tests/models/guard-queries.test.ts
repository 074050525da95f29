import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Embedder } from '../../src/models/ports/embedder.ts';
import { guardQueries } from '../../src/models/resilience/guard-queries.ts';

function createService() {
  const asked: string[] = [];
  let isDown = false;
  let time = 0;
  const service: Embedder = {
    id: 'service',
    dimension: 1,
    searchShare: 0.5,
    trainedOnCorpus: false,
    embedQuery: async (text) => {
      asked.push(text);
      if (isDown) throw new ModelError('down');
      return [1];
    },
    embedDocuments: async (texts) => texts.map(() => [1]),
  };
  return {
    asked,
    guarded: guardQueries(service, { pauseMs: 1000, now: () => time }),
    setDown: (value: boolean) => {
      isDown = value;
    },
    pass: (ms: number) => {
      time += ms;
    },
  };
}

describe('questions to an embedding service', () => {
  it('carry no number of a person', async () => {
    const { guarded, asked } = createService();
    await guarded.embedQuery('我的手机13800138000，怎么申请补贴');
    expect(asked).toEqual(['我的手机〔手机号〕，怎么申请补贴']);
  });

  it('pause after a failure, and come back', async () => {
    const { guarded, asked, setDown, pass } = createService();
    pass(1);
    setDown(true);
    await expect(guarded.embedQuery('一')).rejects.toThrow('down');
    await expect(guarded.embedQuery('二')).rejects.toMatchObject({ reason: 'paused' });
    setDown(false);
    pass(1001);
    expect(await guarded.embedQuery('三')).toEqual([1]);
    expect(asked).toEqual(['一', '三']);
    expect(await guarded.embedDocuments(['四'])).toEqual([[1]]);
  });
});
