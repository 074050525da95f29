import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { openKeyRing } from '../../../src/access/open-key-ring.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import { readEvents } from '../support/read-events.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

const LOST = '新建岸电设施由谁牵头、谁配合？';
const KEPT = '公共数据资源目录由谁负责编制？';

let folder: string;
let time: number;
let service: SampleService<never>;
let headers: Record<string, string>;
let setDocuments: (documentIds: readonly string[]) => void;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-lost-'));
  const path = join(folder, 'keys.json');
  const wanted = { name: 'x', scopes: ['ask' as const], collections: ['公开'], mayNameEndUsers: false };
  const { key, secret } = createKey({ ...wanted, documentIds: null, expiresAt: null }, new Date());
  time = Date.now();
  writeKeyFile(path, [key], { 公开: ['port', 'data'] });
  setDocuments = (documentIds) => {
    writeKeyFile(path, [key], { 公开: documentIds });
    // The ring looks again after a while.
    time += 60_000;
  };
  headers = { authorization: `Bearer ${secret}` };
  service = await startSampleService({
    overrides: { keys: openKeyRing({ path, now: () => new Date(time) }) },
  });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

async function ask(message: string, more: object = {}, extra: Record<string, string> = {}): Promise<Answer> {
  const body = { message, ...more };
  return (await (
    await service.call('/api/chat', { body, headers: { ...headers, ...extra } })
  ).json()) as Answer;
}

async function readConversation(id: string): Promise<{ title: string; turns: { answer: Answer }[] }> {
  return (await (await service.call(`/api/conversations/${id}`, { headers })).json()) as never;
}

const OF_PORT = /绿色港口|高压|市交通运输局|港航集团|port:/;

it('a kept answer is withheld where its owner lost a document of it, and comes back with it', async () => {
  const { conversationId } = await ask(LOST);
  await ask(KEPT, { conversationId });
  const before = await readConversation(conversationId);
  expect(before.turns[0]!.answer.citations[0]!.documentId).toBe('port');

  setDocuments(['data']);
  const after = await readConversation(conversationId);
  expect(after.turns[0]).toMatchObject({
    question: LOST,
    answer: { citations: [], responsibleUnits: [], notices: [{ code: 'withheld' }] },
  });
  expect(JSON.stringify(after.turns[0])).not.toMatch(OF_PORT);
  expect(after.turns[1]).toEqual(before.turns[1]);

  setDocuments(['data', 'port']);
  expect(await readConversation(conversationId)).toEqual(before);
});

it('an answer that only speaks of the document is withheld too', async () => {
  const { conversationId, refused } = await ask(
    '《临江市绿色港口建设行动方案（2022—2024年）》里氢能重卡补贴多少？',
  );
  expect(refused).toBe(true);
  setDocuments(['data']);
  const { turns } = await readConversation(conversationId);
  expect(turns[0]!.answer).toMatchObject({ notices: [{ code: 'withheld' }], refusal: null });
});

it('a request that is sent again does not bring it back', async () => {
  const once = { 'idempotency-key': 'k-1' };
  const made = await ask(LOST, {}, once);
  setDocuments(['data']);
  const again = await ask(LOST, {}, once);
  expect(again.messageId).toBe(made.messageId);
  expect(again.notices?.[0]?.code).toBe('withheld');
  const stream = await service.call('/api/chat', {
    body: { message: LOST },
    headers: { ...headers, ...once, accept: 'text/event-stream' },
  });
  const events = readEvents(await stream.text());
  expect(events.at(-1)!.data).toEqual(again);
  const told = events.filter(({ event }) => event !== 'answer-start');
  expect(JSON.stringify(told)).not.toMatch(OF_PORT);
});

it('a follow-up uses nothing of it', async () => {
  const { conversationId } = await ask(LOST);
  const followed = await ask('那配合单位呢？', { conversationId });
  expect(followed.responsibleUnits.map(({ name }) => name)).toContain('市港航集团');
  setDocuments(['data']);
  const cut = await ask('那配合单位呢？', { conversationId });
  expect(JSON.stringify({ ...cut, conversationId: '' })).not.toMatch(/岸电|绿色港口|高压|港航集团|port:/);
  expect(cut.refused).toBe(true);
});
