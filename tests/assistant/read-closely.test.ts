import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../src/assistant/answer-context.ts';
import { readChosen, readClosely } from '../../src/assistant/read-closely.ts';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Reader } from '../../src/models/ports/reader.ts';
import { makeClause } from '../contracts/index-fixtures.ts';

const TEXTS = ['甲地的补贴每人每月一百元。', '乙地的补贴每人每月二百元。', '丙地没有补贴。'];
const CANDIDATES = {
  text: '乙地的补贴是多少',
  clauses: TEXTS.map((text, i) => makeClause('doc', String(i), { text })),
  features: TEXTS.map(() => ({ proposed: 0 })),
};
const FIRST = { each: [0.2, 0.5, 0.1], best: 1, support: 0.65 };

function contextWith(reader: Reader | null): AnswerContext {
  return {
    reader,
    spent: { retrievalMs: 0, readingMs: 0, embedding: 'none', reading: 'none' },
  } as Partial<AnswerContext> as AnswerContext;
}

/** Says how many characters a passage has. */
const COUNTING: Reader = {
  id: 'counting',
  read: async (_question, passages) => passages.map(({ length }) => length),
  close: async () => {},
};

describe('reading candidates', () => {
  it('gives each candidate its own readings, the most probable first, and says that it did', async () => {
    const context = contextWith(COUNTING);
    const read = await readClosely(CANDIDATES, FIRST, context);
    expect(read?.places).toEqual([1, 0, 2]);
    expect(read?.clauses.map(({ readings }) => readings.map(({ level }) => level))).toEqual([
      [13],
      [13],
      [7],
    ]);
    expect(read!.clauses[0]!.score).toBeGreaterThan(read!.clauses[1]!.score);
    expect(context.spent.reading).toBe('used');
  });

  it('is left out without a reader, and where nothing is worth it', async () => {
    expect(await readClosely(CANDIDATES, FIRST, contextWith(null))).toBeNull();
    const hopeless = { each: [0.001, 0.001, 0.001], best: 0, support: 0.002 };
    expect(await readClosely(CANDIDATES, hopeless, contextWith(COUNTING))).toBeNull();
    expect(
      await readClosely(
        { ...CANDIDATES, clauses: [], features: [] },
        { each: [], best: -1, support: 0 },
        contextWith(COUNTING),
      ),
    ).toBeNull();
  });

  it('leaves the first judgement as it was where the reader is late, and does not wait for it again', async () => {
    let asked = 0;
    const late: Reader = {
      ...COUNTING,
      read: async () => {
        asked++;
        throw new ModelError('late', { reason: 'timeout' });
      },
    };
    const context = contextWith(late);
    expect(await readClosely(CANDIDATES, FIRST, context)).toBeNull();
    expect(context.spent.reading).toBe('late');
    expect(await readClosely(CANDIDATES, FIRST, context)).toBeNull();
    expect(asked).toBe(1);
  });

  it('ends with what an answer may spend on it', async () => {
    const context = contextWith(COUNTING);
    context.spent.readingMs = 3000;
    expect(await readClosely(CANDIDATES, FIRST, context)).toBeNull();
  });

  it('does not hide what is no failure of a model', async () => {
    const wrong: Reader = {
      ...COUNTING,
      read: async () => {
        throw new TypeError('a mistake');
      },
    };
    await expect(readClosely(CANDIDATES, FIRST, contextWith(wrong))).rejects.toThrow(TypeError);
  });
});

describe('reading what is said', () => {
  const text = Array.from(
    { length: 6 },
    (_, i) => `第${i + 1}类人员每人每月补贴${i + 1}百元，按季度发放到本人的社会保障卡里。`,
  ).join('');
  const clause = makeClause('doc', '1', { text });

  it('reads the passages that were not read when the clause was chosen', async () => {
    const context = contextWith(COUNTING);
    const known = [0, 1].map((i) => ({ level: i, sentences: [2 * i, 2 * i + 1] }));
    const readings = await readChosen('第五类人员补贴多少', clause, known, context);
    expect(readings.slice(0, 2)).toEqual(known);
    expect(new Set(readings.flatMap(({ sentences }) => sentences))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('keeps to what was read where the clause has no more, and where the reader fails', async () => {
    let asked = 0;
    const failing: Reader = {
      ...COUNTING,
      read: async () => {
        asked++;
        throw new ModelError('late', { reason: 'timeout' });
      },
    };
    const one = [{ level: 1, sentences: [0, 1] }];
    expect(await readChosen('补贴', clause, one, contextWith(failing))).toEqual(one);
    expect(asked).toBe(0);
    const two = [...one, { level: 2, sentences: [2, 3] }];
    expect(await readChosen('补贴', clause, two, contextWith(failing))).toEqual(two);
    expect(asked).toBe(1);
  });
});
