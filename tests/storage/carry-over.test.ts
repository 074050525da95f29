import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteCitationArchive } from '../../src/assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { openSqliteChannelInbox } from '../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import { openSqliteFeedbackStore } from '../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import { openSqliteUsageStore } from '../../src/models/adapters/embedded/sqlite-usage-store.ts';
import { hashedKey } from '../../src/storage/hashed-key.ts';
import { carryOver, storesToCarryOver } from '../../src/stores/carry-over.ts';
import { CITED } from '../contracts/citation-archive.contract.ts';
import { makeTurn } from '../contracts/conversation-store.contract.ts';
import { ANYONE } from '../contracts/owners.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-carry-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const owner = hashedKey(ANYONE.keyId, ANYONE.endUser);
const said = { messageId: 'm2', conversationId: 'c', verdict: 'up', comment: '好' } as const;
const feedback = { ...said, givenAt: '2026-01-01T00:00:00.000Z' };

/** As the version before kept it. */
async function keepAsBefore(): Promise<void> {
  const keep = async (name: string, entries: readonly [unknown, unknown][], compression = true) => {
    const database = open({ path: join(dataDir, name), encoding: 'json', compression });
    for (const [key, value] of entries) await database.put(key as string[], value);
    await database.close();
  };
  const head = {
    conversationId: 'c',
    title: '水务',
    createdAt: makeTurn(1).askedAt,
    updatedAt: makeTurn(2).askedAt,
    turnCount: 2,
    nextIndex: 4,
  };
  const request = { keyHash: hashedKey('k'), fingerprint: 'f' };
  await keep('conversations', [
    [['head', owner, 'c'], head],
    [['turn', owner, 'c', 1], makeTurn(1)],
    [['turn', owner, 'c', 3], makeTurn(2)],
    [['message', owner, 'm1'], { conversationId: 'c', index: 1, request: null }],
    [['message', owner, 'm2'], { conversationId: 'c', index: 3, request }],
    [['request', owner, request.keyHash], 'm2'],
    [['recent', owner, head.updatedAt, 'c'], true],
  ]);
  await keep('citations', [[hashedKey(CITED.clauseId, CITED.textHash), CITED]]);
  const entries: [unknown, unknown][] = [
    [['message', owner, 'm2'], { ...feedback, owner: ANYONE }],
    [['time', feedback.givenAt, owner, 'm2'], true],
  ];
  await keep('feedback', entries, false);
  const usedAt = '2026-01-01T00:00:00.000Z';
  await keep('channels', [
    [['thread', 'slack', hashedKey('T1')], { conversationId: 'c', usedAt }],
    [['count', 'slack', hashedKey('u', 'p')], { count: 4, usedAt }],
  ]);
  await keep('usage', [[['2026-03-01'], 60]], false);
}

it('carries over what an earlier version kept, twice with the same outcome, and leaves it where it is', async () => {
  expect(await storesToCarryOver(dataDir)).toEqual([]);
  await keepAsBefore();
  const before = readFileSync(join(dataDir, 'conversations', 'data.mdb'));
  expect(await storesToCarryOver(dataDir)).toEqual([
    'conversations',
    'citations',
    'feedback',
    'channels',
    'usage',
  ]);
  const store = openSqliteConversationStore({ dataDir });
  await store.appendTurn('new', ANYONE, { ...makeTurn(9), messageId: 'm9' }, { create: true });
  expect(await carryOver(dataDir)).toEqual([
    { store: 'conversations', carried: 3, kept: 0 },
    { store: 'citations', carried: 1, kept: 0 },
    { store: 'feedback', carried: 1, kept: 0 },
    { store: 'channels', carried: 2, kept: 0 },
    { store: 'usage', carried: 1, kept: 0 },
  ]);
  expect(await storesToCarryOver(dataDir)).toEqual([]);
  expect((await carryOver(dataDir)).every(({ carried }) => carried === 0)).toBe(true);
  expect(readFileSync(join(dataDir, 'conversations', 'data.mdb')).equals(before)).toBe(true);

  expect(await store.get('c', ANYONE)).toMatchObject({ title: '水务', turns: [makeTurn(1), makeTurn(2)] });
  expect(await store.findRequest('k', ANYONE)).toMatchObject({ turn: { messageId: 'm2' }, fingerprint: 'f' });
  await store.appendTurn('c', ANYONE, makeTurn(5), { create: false });
  expect((await store.list(ANYONE, { limit: 9 })).map(({ turnCount }) => turnCount)).toEqual([1, 3]);
  await store.close();
  const citations = openSqliteCitationArchive({ dataDir });
  expect(await citations.get(CITED.clauseId, CITED.textHash)).toEqual(CITED);
  await citations.close();
  const opinions = openSqliteFeedbackStore({ dataDir });
  expect(await opinions.list(ANYONE)).toEqual([feedback]);
  await opinions.close();
  const inbox = openSqliteChannelInbox({ dataDir });
  expect(await inbox.conversationOf('slack', 'T1')).toBe('c');
  expect(await inbox.count('slack', 'u', 'p')).toBe(5);
  await inbox.close();
  const usage = openSqliteUsageStore({ dataDir });
  expect(await usage.read('2026-03-01', null)).toBe(60);
  await usage.close();
});
