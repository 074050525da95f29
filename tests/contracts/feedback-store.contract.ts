import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feedback } from '../../src/domain/feedback.ts';
import type { FeedbackStore } from '../../src/feedback/ports/feedback-store.ts';
import { ANYONE, OTHERS } from './owners.ts';

export interface FeedbackStoreHarness {
  /** Opens the same data each time; the store before it is closed. */
  reopen(): Promise<FeedbackStore>;
  dispose(): Promise<void>;
}

export function makeFeedback(n: number, more: Partial<Feedback> = {}): Feedback {
  return {
    messageId: `m${n}`,
    conversationId: 'c',
    verdict: 'up',
    comment: null,
    givenAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    ...more,
  };
}

/** What every FeedbackStore does. */
export function describeFeedbackStore(
  name: string,
  createHarness: () => Promise<FeedbackStoreHarness>,
): void {
  describe(`FeedbackStore: ${name}`, () => {
    let harness: FeedbackStoreHarness;
    let store: FeedbackStore;

    beforeEach(async () => {
      harness = await createHarness();
      store = await harness.reopen();
    });
    afterEach(() => harness.dispose());

    it('is empty at first', async () => {
      expect(await store.get('m1', ANYONE)).toBeNull();
      expect(await store.list(ANYONE)).toEqual([]);
      expect(await store.since('')).toEqual([]);
      expect(await store.remove('m1', ANYONE)).toBe(false);
      expect(await store.deleteOfConversation('c', ANYONE)).toBe(0);
      expect(await store.deleteAll(ANYONE)).toBe(0);
      expect(await store.deleteOlderThan('9999')).toBe(0);
    });

    it('gives back what was said, oldest first', async () => {
      const said = makeFeedback(1, { verdict: 'down', comment: '单位不对\n\u0000<b>𠮷</b>' });
      await store.put(ANYONE, makeFeedback(2));
      await store.put(ANYONE, said);
      expect(await store.get('m1', ANYONE)).toEqual(said);
      expect(await store.list(ANYONE)).toEqual([said, makeFeedback(2)]);
    });

    it('keeps the latest word about a message alone', async () => {
      await store.put(ANYONE, makeFeedback(1, { verdict: 'down', comment: '不对' }));
      const later = makeFeedback(1, { givenAt: '2026-02-01T00:00:00.000Z' });
      await store.put(ANYONE, later);
      expect(await store.list(ANYONE)).toEqual([later]);
      expect(await store.since('')).toEqual([{ ...later, owner: ANYONE }]);
      expect(await store.deleteOlderThan('2026-01-15T00:00:00.000Z')).toBe(0);
    });

    it('takes one back', async () => {
      await store.put(ANYONE, makeFeedback(1));
      await store.put(ANYONE, makeFeedback(2));
      expect(await store.remove('m1', ANYONE)).toBe(true);
      expect(await store.remove('m1', ANYONE)).toBe(false);
      expect(await store.list(ANYONE)).toEqual([makeFeedback(2)]);
      expect(await store.since('')).toHaveLength(1);
    });

    it('deletes what was said in one conversation', async () => {
      await store.put(ANYONE, makeFeedback(1));
      await store.put(ANYONE, makeFeedback(2, { conversationId: 'd' }));
      await store.put(ANYONE, makeFeedback(3));
      expect(await store.deleteOfConversation('c', ANYONE)).toBe(2);
      expect((await store.list(ANYONE)).map(({ messageId }) => messageId)).toEqual(['m2']);
      expect(await store.since('')).toHaveLength(1);
    });

    it.each(OTHERS)('does not exist for %s', async (_title, other) => {
      await store.put(ANYONE, makeFeedback(1));
      expect(await store.get('m1', other)).toBeNull();
      expect(await store.list(other)).toEqual([]);
      expect(await store.remove('m1', other)).toBe(false);
      expect(await store.deleteOfConversation('c', other)).toBe(0);
      expect(await store.deleteAll(other)).toBe(0);
      await store.put(other, makeFeedback(1, { verdict: 'down' }));
      expect(await store.get('m1', ANYONE)).toEqual(makeFeedback(1));
      expect(await store.since('')).toHaveLength(2);
    });

    it('deletes everything of one owner and nothing of another', async () => {
      await store.put(ANYONE, makeFeedback(1));
      await store.put(ANYONE, makeFeedback(2));
      for (const [, owner] of OTHERS) await store.put(owner, makeFeedback(1));
      expect(await store.deleteAll(ANYONE)).toBe(2);
      expect(await store.list(ANYONE)).toEqual([]);
      for (const [, owner] of OTHERS) expect(await store.list(owner)).toHaveLength(1);
      expect(await store.since('')).toHaveLength(OTHERS.length);
    });

    it('deletes what was given before a time and lists what was given since one, whoever said it', async () => {
      const everyone = [ANYONE, ...OTHERS.map(([, owner]) => owner)];
      for (const owner of everyone) {
        await store.put(owner, makeFeedback(1));
        await store.put(owner, makeFeedback(9));
      }
      const from = makeFeedback(9).givenAt;
      const late = await store.since(from);
      expect(late.map(({ messageId }) => messageId)).toEqual(everyone.map(() => 'm9'));
      expect(late.map(({ owner }) => owner)).toEqual(expect.arrayContaining(everyone));
      expect(await store.deleteOlderThan(from)).toBe(everyone.length);
      expect(await store.since('')).toEqual(late);
      expect(await store.list(ANYONE)).toEqual([makeFeedback(9)]);
    });

    it.each(['x'.repeat(5000), '', '../../etc', '消息\u0000'])(
      'a message id that was never given out is absent',
      async (id) => {
        expect(await store.get(id, ANYONE)).toBeNull();
        expect(await store.remove(id, ANYONE)).toBe(false);
        expect(await store.deleteOfConversation(id, ANYONE)).toBe(0);
      },
    );

    it('survives a restart', async () => {
      await store.put(ANYONE, makeFeedback(1));
      store = await harness.reopen();
      expect(await store.list(ANYONE)).toEqual([makeFeedback(1)]);
    });

    it('knows when anything was last given', async () => {
      expect(await store.newest()).toBeNull();
      for (const n of [2, 5, 3]) await store.put(ANYONE, makeFeedback(n));
      expect(await store.newest()).toBe(makeFeedback(5).givenAt);
    });
  });
}
