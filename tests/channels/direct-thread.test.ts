import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteChannelInbox } from '../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import { asksToBeginAnew, createDirectThreads } from '../../src/channels/direct-thread.ts';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';

let dataDir: string;
let inbox: ChannelInbox;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-direct-'));
  inbox = openSqliteChannelInbox({ dataDir });
});
afterEach(async () => {
  await inbox.close();
  rmSync(dataDir, { recursive: true });
});

it.each(['新对话', ' 「新对话」。', '“新对话”', '重新开始！'])('%s begins anew', (text) => {
  expect(asksToBeginAnew(text)).toBe(true);
});

it.each(['新对话怎么开始？', '什么是新对话', '', '新 对话'])('%j is a question', (text) => {
  expect(asksToBeginAnew(text)).toBe(false);
});

it('one conversation of a person lasts a day in China, or until it begins anew', async () => {
  const threads = createDirectThreads(inbox, 'wecom');
  // The same day in China, from its first minute to its last.
  const [morning, night, next] = ['2025-12-31T16:00:00Z', '2026-01-01T15:59:59Z', '2026-01-01T16:00:00Z'].map(
    (time) => new Date(time),
  ) as [Date, Date, Date];
  const first = await threads.threadOf('corp:wang', morning);
  expect(await threads.threadOf('corp:wang', night)).toBe(first);
  expect(await threads.threadOf('corp:wang', next)).not.toBe(first);
  expect(await threads.threadOf('corp:li', morning)).not.toBe(first);

  expect(await threads.beginAnew('corp:wang', 'm1')).toBe(true);
  const second = await threads.threadOf('corp:wang', night);
  expect(second).not.toBe(first);
  expect(await threads.beginAnew('corp:wang', 'm1')).toBe(false);
  expect(await createDirectThreads(inbox, 'wecom').threadOf('corp:wang', night)).toBe(second);
  expect(await createDirectThreads(inbox, 'feishu').threadOf('corp:wang', night)).toBe(first);
  expect(await threads.threadOf('corp:li', morning)).toBe('corp:li:2026-01-01');
});
