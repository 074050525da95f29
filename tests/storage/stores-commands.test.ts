import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONVERSATION_SCHEMA } from '../../src/assistant/adapters/embedded/conversation-schema.ts';
import { openSqliteCitationArchive } from '../../src/assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { openSqliteFeedbackStore } from '../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import { openSqliteQuestionCache } from '../../src/models/adapters/embedded/sqlite-question-cache.ts';
import { openSqliteVectorCache } from '../../src/models/adapters/embedded/sqlite-vector-cache.ts';
import { checkStores } from '../../src/stores/check-stores.ts';
import { mendStore } from '../../src/stores/mend-store.ts';
import { purgeDocument } from '../../src/stores/purge-document.ts';
import { CITED } from '../contracts/citation-archive.contract.ts';
import { makeTurn } from '../contracts/conversation-store.contract.ts';
import { ANYONE } from '../contracts/owners.ts';

const NOW = new Date('2026-03-01T00:00:00Z');

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-stores-'));
  file = join(dataDir, 'stores', 'conversations.sqlite');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

async function keepTurns(count: number): Promise<void> {
  const store = openSqliteConversationStore({ dataDir });
  for (let n = 1; n <= count; n++)
    await store.appendTurn('c', ANYONE, makeTurn(n, `${n}${'长'.repeat(2000)}`), { create: true });
  await store.close();
}

async function turnCount(): Promise<number> {
  const store = openSqliteConversationStore({ dataDir });
  const turns = (await store.get('c', ANYONE))?.turns.length ?? 0;
  await store.close();
  return turns;
}

it('a check tells what is whole, and how much', async () => {
  expect(await checkStores(dataDir)).toEqual([]);
  await keepTurns(3);
  expect(await checkStores(dataDir)).toEqual([
    { store: 'conversations', file, failure: null, rows: 4, damagedRows: 0, findings: [] },
  ]);
  expect(await mendStore(dataDir, CONVERSATION_SCHEMA, NOW)).toMatchObject({ state: 'whole', aside: null });
});

it('a check finds a row that was changed, and mending keeps the others and the file as it was', async () => {
  await keepTurns(5);
  const raw = new DatabaseSync(file);
  raw.exec("UPDATE turns SET body = x'00' WHERE message_id = 'm3'");
  raw.close();
  expect(await checkStores(dataDir)).toMatchObject([{ failure: 'damaged', rows: 5, damagedRows: 1 }]);
  const mended = await mendStore(dataDir, CONVERSATION_SCHEMA, NOW);
  expect(mended).toMatchObject({
    state: 'mended',
    rescued: 5,
    aside: `${file}.damaged-2026-03-01T000000000Z`,
  });
  expect(readdirSync(join(dataDir, 'stores'))).toContain(
    'conversations.sqlite.damaged-2026-03-01T000000000Z',
  );
  expect(await checkStores(dataDir)).toMatchObject([{ failure: null, rows: 5 }]);
  expect(await turnCount()).toBe(4);
});

it('mending takes what can be read from a file that was cut', async () => {
  await keepTurns(40);
  truncateSync(file, Math.floor(readFileSync(file).length * 0.9));
  expect(await checkStores(dataDir)).toMatchObject([{ failure: 'damaged' }]);
  const { rescued } = await mendStore(dataDir, CONVERSATION_SCHEMA, NOW);
  expect(rescued).toBeGreaterThan(20);
  expect(await turnCount()).toBeGreaterThan(20);
});

it('a file that is gone is told, and mending begins a new one', async () => {
  await keepTurns(2);
  rmSync(file);
  expect(await checkStores(dataDir)).toMatchObject([{ failure: 'missing' }]);
  expect(await mendStore(dataDir, CONVERSATION_SCHEMA, NOW)).toMatchObject({ state: 'mended', aside: null });
  expect(await turnCount()).toBe(0);
});

it('purges a withdrawn document from every store, down to the bytes', async () => {
  const words = CITED.text;
  const citations = openSqliteCitationArchive({ dataDir });
  const conversations = openSqliteConversationStore({ dataDir });
  const feedback = openSqliteFeedbackStore({ dataDir });
  const vectors = openSqliteVectorCache({ dataDir });
  await citations.keep([CITED, { ...CITED, clauseId: 'other:1', documentId: 'other', text: '另一文件' }]);
  const turn = makeTurn(1);
  const resting = { ...turn, documentIds: [CITED.documentId], answer: { ...turn.answer, answer: words } };
  await conversations.appendTurn('c', ANYONE, resting, { create: true });
  await conversations.appendTurn('c', ANYONE, makeTurn(2), { create: false });
  const said = { messageId: 'm1', conversationId: 'c', verdict: 'up', comment: '好' } as const;
  await feedback.put(ANYONE, { ...said, givenAt: '2026-01-01T00:00:00.000Z' });
  await vectors.put('m-1', [{ text: words, vector: Float32Array.of(1) }]);
  const questions = openSqliteQuestionCache({ dataDir });
  await questions.put('m-1', [{ textHash: 'a', questions: [words] }]);
  await questions.close();
  await Promise.all([citations.close(), conversations.close(), feedback.close(), vectors.close()]);
  const before = new DatabaseSync(file);
  const { body } = before.prepare("SELECT body FROM turns WHERE message_id = 'm1'").get() as {
    body: Uint8Array;
  };
  before.close();

  const documentId = CITED.documentId;
  expect(await purgeDocument(dataDir, documentId)).toEqual({
    documentId,
    citations: 1,
    turns: 1,
    vectors: 1,
    questions: 1,
    versions: 0,
  });
  expect(await purgeDocument(dataDir, documentId)).toEqual({
    documentId,
    citations: 0,
    turns: 0,
    vectors: 0,
    questions: 0,
    versions: 0,
  });
  expect(readFileSync(file).includes(Buffer.from(body).subarray(0, 200))).toBe(false);
  expect(await checkStores(dataDir)).toMatchObject([
    { store: 'conversations', failure: null, rows: 3 },
    { store: 'citations', failure: null, rows: 1 },
    { store: 'feedback', failure: null, rows: 1 },
    { store: 'vectors', failure: null, rows: 0 },
    { store: 'questions', failure: null, rows: 0 },
  ]);
});
