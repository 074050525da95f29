import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { Turn } from '../../src/domain/conversation.ts';
import { StoreError } from '../../src/domain/errors/store-error.ts';
import { createStoreMonitor } from '../../src/storage/store-monitor.ts';
import { openStoresInThread } from '../../src/stores/thread/open-stores-in-thread.ts';
import { CITED } from './citation-archive.contract.ts';

const OWNER = { keyId: 'anonymous', endUser: null };
let dataDir: string;
let told: string[];
const monitor = createStoreMonitor(
  (store, problem) => void told.push(`${store} ${problem?.reason ?? 'works'}`),
);
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-thread-'));
  told = [];
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function turn(messageId: string): Turn {
  return {
    messageId,
    askedAt: '2026-11-30T00:00:00.000Z',
    question: '问',
    answer: { citations: [], nearest: [] } as unknown as Turn['answer'],
    reading: null,
    documentIds: [],
  };
}

it('every call reaches its store, and what was kept is there after a restart', async () => {
  const first = openStoresInThread({ dataDir });
  const { conversations: one } = first;
  const request = { key: 'r', fingerprint: 'f' };
  expect(await one.get('a', OWNER)).toBeNull();
  expect(await one.newest()).toBeNull();
  for (const id of ['m1', 'm2', 'm3'])
    await one.appendTurn('a', OWNER, turn(id), { create: true, ...(id === 'm2' && { request }) });
  await one.appendTurn('b', OWNER, turn('m4'), { create: true });
  void first.citations.keep([CITED]);
  await Promise.all([one.close(), first.citations.close()]);

  const { conversations: two, citations } = openStoresInThread({ dataDir });
  expect(await citations.get(CITED.clauseId, CITED.textHash)).toEqual(CITED);
  expect(await two.get('a', OWNER, { limit: 1 })).toMatchObject({
    turnCount: 3,
    turns: [{ messageId: 'm3' }],
  });
  expect(await two.findTurn('m1', OWNER)).toMatchObject({ conversationId: 'a' });
  expect(await two.findRequest('r', OWNER)).toMatchObject({ turn: { messageId: 'm2' }, fingerprint: 'f' });
  expect(await two.rename('a', OWNER, '新的标题')).toBe(true);
  expect(await two.list(OWNER, { limit: 1, after: undefined })).toHaveLength(1);
  expect(await two.deleteTurn('m3', OWNER)).toBe(true);
  const since: string[] = [];
  for await (const kept of two.turnsSince('2026')) since.push(kept.turn.messageId);
  expect(since.sort()).toEqual(['m1', 'm2', 'm4']);
  expect(await two.newest()).toBe(turn('').askedAt);
  expect(await two.withholdDocument('none')).toBe(0);
  expect(await two.delete('a', OWNER)).toBe(true);
  expect(await two.deleteOlderThan('2026')).toBe(0);
  expect(await two.deleteAll(OWNER)).toBe(1);
  expect(await citations.deleteOfDocument(CITED.documentId)).toBe(1);
  await Promise.all([two.close(), citations.close()]);
});

it('what is kept at once is all there for other processes as soon as it is acknowledged', async () => {
  const { conversations } = openStoresInThread({ dataDir });
  const ids = Array.from({ length: 100 }, (_, i) => `m${i}`);
  const elsewhere = openSqliteConversationStore({ dataDir });
  await Promise.all(
    ids.map(async (id) => {
      expect(await conversations.appendTurn(`c-${id}`, OWNER, turn(id), { create: true })).toBe(true);
      expect(await elsewhere.findTurn(id, OWNER)).toMatchObject({ conversationId: `c-${id}` });
    }),
  );
  await Promise.all([conversations.close(), elsewhere.close()]);
});

it('a store that fails says why here, and to the monitor', async () => {
  const { conversations, citations } = openStoresInThread({ dataDir, monitor });
  await conversations.appendTurn('a', OWNER, turn('m1'), { create: true });
  truncateSync(join(dataDir, 'stores', 'conversations.sqlite'), 4096);
  // An error that is no store's is what the store threw.
  const tooLong = conversations.appendTurn('a'.repeat(300), OWNER, turn('m2'), { create: true });
  await expect(tooLong).rejects.toBeInstanceOf(RangeError);
  const failed = await conversations
    .appendTurn('a', OWNER, turn('m2'), { create: true })
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StoreError);
  expect(failed).toMatchObject({ store: 'conversations', reason: 'damaged' });
  expect(told).toEqual(['conversations damaged']);
  expect((await monitor.check()).map(({ store }) => store)).toEqual(['conversations']);
  await Promise.all([conversations.close(), citations.close()]);
});
