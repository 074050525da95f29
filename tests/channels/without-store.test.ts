import { expect, it } from 'vitest';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';
import { withoutStore } from '../../src/channels/without-store.ts';
import { StoreError } from '../../src/domain/errors/store-error.ts';
import { makeQuestion } from '../contracts/channel-inbox.contract.ts';

const TIMES = { now: '2026-01-01T00:00:00.000Z', leaseEnds: '2026-01-01T00:03:00.000Z' };

/** Every call fails with `error`. */
function failing(error: Error): ChannelInbox {
  return new Proxy({} as ChannelInbox, { get: () => async () => Promise.reject(error) });
}

it('takes each message once while the store fails, and answers it without what it cannot know', async () => {
  const inbox = withoutStore(failing(new StoreError('channels', 'full')));
  expect(await inbox.claim('slack', makeQuestion(1), TIMES)).toBe(true);
  expect(await inbox.claim('slack', makeQuestion(1), TIMES)).toBe(false);
  expect(await inbox.claim('feishu', makeQuestion(1), TIMES)).toBe(true);
  expect(await inbox.claim('slack', makeQuestion(2), TIMES)).toBe(true);
  expect(await inbox.askedIn('slack', 'm', 'c')).toBe('c');
  expect(await inbox.conversationOf('slack', 't')).toBeNull();
  expect(await inbox.finish('slack', 'm', 'm1')).toBeNull();
  expect(await inbox.claimStranded('slack', TIMES)).toEqual([]);
  await inbox.setConversation('slack', 't', 'c');
  await expect(inbox.forget('slack', 'm')).rejects.toThrow(StoreError);
});

it('hides no other failure', async () => {
  const inbox = withoutStore(failing(new RangeError('a mistake')));
  await expect(inbox.claim('slack', makeQuestion(1), TIMES)).rejects.toThrow(RangeError);
});
