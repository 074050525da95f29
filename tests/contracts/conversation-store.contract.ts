import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '../../src/assistant/ports/conversation-store.ts';
import type { Answer } from '../../src/domain/answer.ts';
import type { Turn } from '../../src/domain/conversation.ts';
import { ANYONE, OTHERS } from './owners.ts';

export interface ConversationStoreHarness {
  /** Opens the same data each time; the store before it is closed. */
  reopen(): Promise<ConversationStore>;
  dispose(): Promise<void>;
}

const CREATE = { create: true };

export function makeTurn(n: number, question = `第${n}个问题`): Turn {
  const answer: Answer = {
    conversationId: 'c',
    messageId: `m${n}`,
    indexVersion: 'v1',
    resolvedQuestion: question,
    answer: `答${n}`,
    statements: [{ text: `答${n}`, markers: [] }],
    mode: 'extractive',
    refused: false,
    refusal: null,
    citations: [],
    responsibleUnits: [],
    followUps: [],
    timings: { totalMs: 1, retrievalMs: 1, modelMs: 0 },
  };
  return {
    messageId: `m${n}`,
    askedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
    question,
    answer,
    reading: { form: 'who', units: ['市水务局'], nested: { n } },
  };
}

/** What every ConversationStore does. */
export function describeConversationStore(
  name: string,
  createHarness: () => Promise<ConversationStoreHarness>,
): void {
  describe(`ConversationStore: ${name}`, () => {
    let harness: ConversationStoreHarness;
    let store: ConversationStore;

    beforeEach(async () => {
      harness = await createHarness();
      store = await harness.reopen();
    });
    afterEach(() => harness.dispose());

    it('is empty at first', async () => {
      expect(await store.get('c', ANYONE)).toBeNull();
      expect(await store.list(ANYONE, { limit: 10 })).toEqual([]);
      expect(await store.rename('c', ANYONE, 't')).toBe(false);
      expect(await store.delete('c', ANYONE)).toBe(false);
    });

    it('begins a conversation with its first turn and gives turns back unchanged, in order', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1, '  智慧水务由谁\n牵头？ '), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      expect(await store.get('c', ANYONE)).toEqual({
        conversationId: 'c',
        owner: ANYONE,
        title: '智慧水务由谁 牵头？',
        createdAt: '2026-01-01T00:00:01.000Z',
        updatedAt: '2026-01-01T00:00:02.000Z',
        turns: [makeTurn(1, '  智慧水务由谁\n牵头？ '), makeTurn(2)],
        turnCount: 2,
        earlier: null,
      });
    });

    it('shortens a long first question to a title without cutting a character in two', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1, '𠮷'.repeat(100)), CREATE);
      expect((await store.get('c', ANYONE))?.title).toBe(`${'𠮷'.repeat(39)}…`);
    });

    it('keeps every turn of concurrent appends', async () => {
      await Promise.all(
        Array.from({ length: 30 }, (_, n) => store.appendTurn('c', ANYONE, makeTurn(n), CREATE)),
      );
      const turns = (await store.get('c', ANYONE))?.turns ?? [];
      expect(new Set(turns.map((turn) => turn.messageId)).size).toBe(30);
      expect(await store.list(ANYONE, { limit: 10 })).toMatchObject([{ turnCount: 30 }]);
    });

    it('lists the most recently updated first, without turns, up to the limit', async () => {
      await store.appendTurn('a', ANYONE, makeTurn(1), CREATE);
      await store.appendTurn('b', ANYONE, makeTurn(2), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(3), CREATE);
      await store.appendTurn('a', ANYONE, makeTurn(4), CREATE);
      const listed = await store.list(ANYONE, { limit: 2 });
      expect(listed.map((summary) => summary.conversationId)).toEqual(['a', 'c']);
      expect(listed[0]).toEqual({
        conversationId: 'a',
        title: '第1个问题',
        createdAt: '2026-01-01T00:00:01.000Z',
        updatedAt: '2026-01-01T00:00:04.000Z',
        turnCount: 2,
      });
    });

    it('a turn that was asked earlier but ended later does not turn time back', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(9), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(3), CREATE);
      expect(await store.list(ANYONE, { limit: 5 })).toMatchObject([
        { updatedAt: '2026-01-01T00:00:09.000Z', turnCount: 2 },
      ]);
    });

    it('renames', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1), CREATE);
      expect(await store.rename('c', ANYONE, '水务')).toBe(true);
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      expect((await store.get('c', ANYONE))?.title).toBe('水务');
      expect(await store.list(ANYONE, { limit: 5 })).toMatchObject([{ title: '水务' }]);
    });

    it('deletes the whole conversation and no other', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      await store.appendTurn('d', ANYONE, makeTurn(3), CREATE);
      expect(await store.delete('c', ANYONE)).toBe(true);
      expect(await store.delete('c', ANYONE)).toBe(false);
      expect(await store.get('c', ANYONE)).toBeNull();
      expect((await store.list(ANYONE, { limit: 5 })).map((s) => s.conversationId)).toEqual(['d']);
      await store.appendTurn('c', ANYONE, makeTurn(4), CREATE);
      expect((await store.get('c', ANYONE))?.turns).toEqual([makeTurn(4)]);
    });

    it('a turn that may not create one is kept only where the conversation is', async () => {
      expect(await store.appendTurn('c', ANYONE, makeTurn(1), { create: false })).toBe(false);
      expect(await store.get('c', ANYONE)).toBeNull();
      expect(await store.list(ANYONE, { limit: 5 })).toEqual([]);

      expect(await store.appendTurn('c', ANYONE, makeTurn(1), CREATE)).toBe(true);
      expect(await store.appendTurn('c', ANYONE, makeTurn(2), { create: false })).toBe(true);
      expect((await store.get('c', ANYONE))?.turns).toHaveLength(2);

      await store.delete('c', ANYONE);
      expect(await store.appendTurn('c', ANYONE, makeTurn(3), { create: false })).toBe(false);
      expect(await store.get('c', ANYONE)).toBeNull();
    });

    it.each(OTHERS)('does not exist for %s', async (_title, other) => {
      await store.appendTurn('c', ANYONE, makeTurn(1), CREATE);
      expect(await store.get('c', other)).toBeNull();
      expect(await store.list(other, { limit: 5 })).toEqual([]);
      expect(await store.rename('c', other, '改名')).toBe(false);
      expect(await store.delete('c', other)).toBe(false);
      await store.appendTurn('c', other, makeTurn(2), CREATE);
      expect((await store.get('c', ANYONE))?.turns).toEqual([makeTurn(1)]);
      expect((await store.get('c', other))?.turns).toEqual([makeTurn(2)]);
    });

    it.each(['x'.repeat(5000), '', '../../etc', '会话\u0000'])(
      'an id that was never given out is absent',
      async (id) => {
        expect(await store.get(id, ANYONE)).toBeNull();
        expect(await store.rename(id, ANYONE, 't')).toBe(false);
        expect(await store.delete(id, ANYONE)).toBe(false);
      },
    );

    it('survives a restart', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1), CREATE);
      const before = await store.get('c', ANYONE);
      store = await harness.reopen();
      expect(await store.get('c', ANYONE)).toEqual(before);
      expect(await store.list(ANYONE, { limit: 5 })).toHaveLength(1);
    });

    it('finds a turn by its message, for its owner alone', async () => {
      await store.appendTurn('c', ANYONE, makeTurn(1), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      expect(await store.findTurn('m2', ANYONE)).toEqual({ conversationId: 'c', turn: makeTurn(2) });
      expect(await store.findTurn('m3', ANYONE)).toBeNull();
      expect(await store.findTurn('长'.repeat(3000), ANYONE)).toBeNull();
      for (const [, owner] of OTHERS) expect(await store.findTurn('m2', owner)).toBeNull();
    });

    it('keeps one turn of a request that is sent twice, until its conversation is gone', async () => {
      const request = { key: '重试'.repeat(2000), fingerprint: 'f' };
      expect(await store.appendTurn('c', ANYONE, makeTurn(1), { create: true, request })).toBe(true);
      expect(await store.appendTurn('d', ANYONE, makeTurn(2), { create: true, request })).toBe(false);
      expect(await store.appendTurn('c', ANYONE, makeTurn(3), { create: false, request })).toBe(false);
      const kept = { conversationId: 'c', turn: makeTurn(1), fingerprint: 'f' };
      expect(await store.findRequest(request.key, ANYONE)).toEqual(kept);
      expect((await store.list(ANYONE, { limit: 10 })).map(({ turnCount }) => turnCount)).toEqual([1]);
      for (const [, owner] of OTHERS) {
        expect(await store.findRequest(request.key, owner)).toBeNull();
        expect(await store.appendTurn('c', owner, makeTurn(4), { create: true, request })).toBe(true);
      }
      await store.delete('c', ANYONE);
      expect(await store.findRequest(request.key, ANYONE)).toBeNull();
      expect(await store.appendTurn('e', ANYONE, makeTurn(5), { create: true, request })).toBe(true);
    });

    it('deletes one turn with its request and title, and the conversation with its last turn', async () => {
      const request = { key: 'k', fingerprint: 'f' };
      await store.appendTurn('c', ANYONE, makeTurn(1), { create: true, request });
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      for (const [, owner] of OTHERS) expect(await store.deleteTurn('m1', owner)).toBe(false);
      expect(await store.deleteTurn('m1', ANYONE)).toBe(true);
      expect(await store.deleteTurn('m1', ANYONE)).toBe(false);
      expect(await store.get('c', ANYONE)).toMatchObject({ title: '第2个问题', turns: [makeTurn(2)] });
      expect(await store.findRequest('k', ANYONE)).toBeNull();
      await store.appendTurn('c', ANYONE, makeTurn(3), CREATE);
      expect((await store.get('c', ANYONE))?.turns).toEqual([makeTurn(2), makeTurn(3)]);
      expect(await store.list(ANYONE, { limit: 1 })).toMatchObject([{ conversationId: 'c', turnCount: 2 }]);
      await store.rename('c', ANYONE, '改过的名字');
      expect(await store.deleteTurn('m2', ANYONE)).toBe(true);
      expect((await store.get('c', ANYONE))?.title).toBe('改过的名字');
      expect(await store.deleteTurn('m3', ANYONE)).toBe(true);
      expect(await store.get('c', ANYONE)).toBeNull();
      expect(await store.list(ANYONE, { limit: 1 })).toEqual([]);
    });

    it('deletes everything of one owner and nothing of another', async () => {
      for (const id of ['c', 'd']) await store.appendTurn(id, ANYONE, makeTurn(1), CREATE);
      for (const [, owner] of OTHERS) await store.appendTurn('c', owner, makeTurn(1), CREATE);
      expect(await store.deleteAll(ANYONE)).toBe(2);
      expect(await store.deleteAll(ANYONE)).toBe(0);
      expect(await store.list(ANYONE, { limit: 10 })).toEqual([]);
      expect(await store.findTurn('m1', ANYONE)).toBeNull();
      for (const [, owner] of OTHERS) expect(await store.get('c', owner)).not.toBeNull();
    });

    it('deletes what was not added to since a time, whoever owns it', async () => {
      await store.appendTurn('old', ANYONE, makeTurn(1), CREATE);
      await store.appendTurn('kept', ANYONE, makeTurn(1), CREATE);
      await store.appendTurn('kept', ANYONE, makeTurn(9), CREATE);
      for (const [, owner] of OTHERS) await store.appendTurn('old', owner, makeTurn(2), CREATE);
      expect(await store.deleteOlderThan('2026-01-01T00:00:09.000Z')).toBe(1 + OTHERS.length);
      expect((await store.list(ANYONE, { limit: 10 })).map(({ conversationId }) => conversationId)).toEqual([
        'kept',
      ]);
      for (const [, owner] of OTHERS) expect(await store.get('old', owner)).toBeNull();
    });

    it('lists the turns since a time, whoever owns them, each conversation in order', async () => {
      const since = async (from: string) => {
        const found: string[] = [];
        for await (const { conversationId, turn } of store.turnsSince(from))
          found.push(`${conversationId} ${turn.messageId}`);
        return found;
      };
      expect(await since('')).toEqual([]);
      await store.appendTurn('old', ANYONE, makeTurn(1), CREATE);
      for (const n of [2, 5, 6]) await store.appendTurn('c', ANYONE, makeTurn(n), CREATE);
      for (const [, owner] of OTHERS) await store.appendTurn('theirs', owner, makeTurn(7), CREATE);
      expect((await since('2026-01-01T00:00:05.000Z')).sort()).toEqual([
        'c m5',
        'c m6',
        ...OTHERS.map(() => 'theirs m7'),
      ]);
      expect(await since('')).toHaveLength(4 + OTHERS.length);
      expect((await since('')).filter((place) => place.startsWith('c '))).toEqual(['c m2', 'c m5', 'c m6']);
      await store.deleteTurn('m5', ANYONE);
      await store.delete('old', ANYONE);
      expect((await since('')).filter((place) => !place.startsWith('theirs'))).toEqual(['c m2', 'c m6']);
      expect(await since('2026-01-01T00:00:08.000Z')).toEqual([]);
    });

    it('gives the last turns before a place, and says whether there are earlier ones', async () => {
      for (let n = 1; n <= 7; n++) await store.appendTurn('c', ANYONE, makeTurn(n), CREATE);
      await store.deleteTurn('m5', ANYONE);
      const page = async (range: { limit: number; before?: number }) => {
        const { turns, turnCount, earlier } = (await store.get('c', ANYONE, range))!;
        return { ids: turns.map(({ messageId }) => messageId), turnCount, earlier };
      };
      const last = await page({ limit: 3 });
      expect(last).toMatchObject({ ids: ['m4', 'm6', 'm7'], turnCount: 6 });
      const middle = await page({ limit: 2, before: last.earlier! });
      expect(middle.ids).toEqual(['m2', 'm3']);
      expect(await page({ limit: 9, before: middle.earlier! })).toMatchObject({ ids: ['m1'], earlier: null });
      expect(await page({ limit: 1, before: middle.earlier! })).toMatchObject({ ids: ['m1'], earlier: null });
      expect(await page({ limit: 2, before: 0 })).toEqual({ ids: [], turnCount: 6, earlier: null });
    });

    it('lists page by page', async () => {
      for (const n of [1, 2, 3, 4, 5])
        await store.appendTurn(`c${n}`, ANYONE, makeTurn(n > 3 ? 3 : n), CREATE);
      const seen: string[] = [];
      for (let after: { updatedAt: string; conversationId: string } | undefined; ; ) {
        const page = await store.list(ANYONE, { limit: 2, ...(after && { after }) });
        seen.push(...page.map(({ conversationId }) => conversationId));
        after = page.at(-1);
        if (!after) break;
      }
      expect(seen).toEqual(['c5', 'c4', 'c3', 'c2', 'c1']);
    });

    it('keeps titles of any characters', async () => {
      const strange = '半个\ud83d与\u0000零';
      await store.appendTurn('c', ANYONE, makeTurn(1, strange), CREATE);
      expect((await store.get('c', ANYONE))?.title).toBe(strange);
      await store.rename('c', ANYONE, `${strange}二`);
      expect(await store.list(ANYONE, { limit: 1 })).toMatchObject([{ title: `${strange}二` }]);
    });

    it('takes a withdrawn document out of the turns that rest on it, whoever owns them, and out of no other', async () => {
      const resting = (n: number) => ({ ...makeTurn(n), documentIds: ['gone', 'other'] });
      await store.appendTurn('c', ANYONE, resting(1), CREATE);
      await store.appendTurn('c', ANYONE, makeTurn(2), CREATE);
      for (const [, owner] of OTHERS) await store.appendTurn('c', owner, resting(3), CREATE);
      for (let n = 100; n < 220; n++) await store.appendTurn('long', ANYONE, makeTurn(n), CREATE);
      await store.appendTurn('long', ANYONE, resting(300), CREATE);
      expect(await store.withholdDocument('gone')).toBe(2 + OTHERS.length);
      expect(await store.withholdDocument('gone')).toBe(0);
      const [withheld, kept] = (await store.get('c', ANYONE))!.turns;
      expect(kept).toEqual(makeTurn(2));
      expect(withheld).toMatchObject({ question: '第1个问题', isWithheld: true, reading: null });
      expect(JSON.stringify(withheld)).not.toContain('答1');
      expect(withheld!.answer.notices).toMatchObject([{ code: 'withheld' }]);
    });

    it('knows when anything was last added to', async () => {
      expect(await store.newest()).toBeNull();
      await store.appendTurn('c', ANYONE, makeTurn(4), CREATE);
      await store.appendTurn('d', OTHERS[0]![1], makeTurn(2), CREATE);
      expect(await store.newest()).toBe('2026-01-01T00:00:04.000Z');
    });
  });
}
