import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { Assistant } from '../../../src/assistant/ports/assistant.ts';
import type { ConversationStore } from '../../../src/assistant/ports/conversation-store.ts';
import { CITATION, makeAnswer } from '../support/fake-assistant.ts';
import { mention, type SlackApp, startSlackApp } from './start-slack-app.ts';

const TASKS = 50;
const answer = {
  ...makeAnswer({ message: '全部任务' }),
  statements: Array.from({ length: TASKS }, (_, n) => ({
    text: `${n + 1}. 任务${n + 1}号。`,
    markers: [n + 1],
  })),
  citations: Array.from({ length: TASKS }, (_, n) => ({ ...CITATION, marker: n + 1 })),
};

let folder: string;
let conversations: ConversationStore;
let app: SlackApp;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-slack-'));
  conversations = openSqliteConversationStore({ dataDir: folder });
  const assistant: Assistant = {
    async answer({ message: question }, { owner }) {
      const turn = {
        messageId: answer.messageId,
        askedAt: new Date().toISOString(),
        question,
        answer,
        reading: null,
      };
      await conversations.appendTurn(answer.conversationId, owner, turn, { create: true });
      return answer;
    },
  };
  app = await startSlackApp({ overrides: { assistant, conversations } });
});
afterEach(async () => {
  await app.close();
  await conversations.close();
  rmSync(folder, { recursive: true });
});

/** Numbers of the tasks that calls show, in order. */
const tasksIn = (method: string) =>
  app.slack
    .of(method)
    .flatMap(({ blocks }) =>
      [...JSON.stringify(blocks).matchAll(/任务(?<n>\d+)号/g)].map(({ groups }) => Number(groups!['n'])),
    );
const showAllOf = (method: string) =>
  app.slack
    .of(method)[0]!
    .blocks.flatMap((block) => block.elements ?? [])
    .find(({ action_id }) => action_id === 'show_all');

it('shows the first part of a long list in the thread, and the rest when asked to, each task once', async () => {
  await app.sendEvent(mention('全部任务'));
  await app.settled();
  const first = tasksIn('chat.update');
  expect(first.length).toBeGreaterThan(5);
  expect(first.length).toBeLessThan(TASKS);
  const button = showAllOf('chat.update');
  await app.sendClick(button);
  await app.settled();
  expect(app.slack.of('chat.update')).toHaveLength(2);
  expect(JSON.stringify(app.slack.of('chat.update')[1]!.blocks)).not.toContain('show_all');
  const [, ...rest] = app.slack.of('chat.postMessage');
  for (const { fields } of rest) expect(fields).toMatchObject({ channel: 'C1', thread_ts: '100.1' });
  expect([...first, ...tasksIn('chat.postMessage')]).toEqual(Array.from({ length: TASKS }, (_, n) => n + 1));
});

it('shows the rest of what was answered to one person to them alone', async () => {
  await app.sendCommand('全部任务');
  await app.settled();
  await app.sendClick(showAllOf('response_url'), { container: { is_ephemeral: true, message_ts: '1.1' } });
  await app.settled();
  expect(tasksIn('response_url')).toEqual(Array.from({ length: TASKS }, (_, n) => n + 1));
  expect(app.slack.of('chat.postMessage')).toEqual([]);
});
