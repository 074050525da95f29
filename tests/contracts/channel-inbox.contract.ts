import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelInbox } from '../../src/channels/ports/channel-inbox.ts';
import type { ChannelQuestion } from '../../src/channels/ports/channel-question.ts';

export interface ChannelInboxHarness {
  /** Opens the same data each time; the inbox before it is closed. */
  reopen(): Promise<ChannelInbox>;
  /** What the inbox takes for the present time. */
  setNow(now: string): void;
  dispose(): Promise<void>;
}

export function makeQuestion(n: number, changes: Partial<ChannelQuestion> = {}): ChannelQuestion {
  return {
    messageKey: `T1:C1:${n}`,
    threadKey: 'T1:C1:1',
    userKey: 'T1:U1',
    place: 'C1',
    isOpen: true,
    text: `第${n}个问题`,
    address: { channel: 'C1', thread: '1' },
    ...changes,
  };
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const times = (minute: number) => ({ now: at(minute), leaseEnds: at(minute + 3) });

/** What every ChannelInbox does. */
export function describeChannelInbox(name: string, createHarness: () => Promise<ChannelInboxHarness>): void {
  describe(`ChannelInbox: ${name}`, () => {
    let harness: ChannelInboxHarness;
    let inbox: ChannelInbox;

    beforeEach(async () => {
      harness = await createHarness();
      harness.setNow(at(0));
      inbox = await harness.reopen();
    });
    afterEach(() => harness.dispose());

    it('takes a message once in a channel, also after a restart and after it was answered', async () => {
      expect(await inbox.claim('slack', makeQuestion(1), times(0))).toBe(true);
      expect(await inbox.claim('slack', makeQuestion(1), times(0))).toBe(false);
      expect(await inbox.claim('feishu', makeQuestion(1), times(0))).toBe(true);
      inbox = await harness.reopen();
      expect(await inbox.claim('slack', makeQuestion(1), times(60))).toBe(false);
      await inbox.finish('slack', 'T1:C1:1', 'm1');
      expect(await inbox.claim('slack', makeQuestion(1), times(600))).toBe(false);
    });

    it('one of many at once takes it', async () => {
      const taken = await Promise.all(
        Array.from({ length: 20 }, () => inbox.claim('slack', makeQuestion(1), times(0))),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('gives back what was taken and not finished once its lease is over, with its handle, to one', async () => {
      for (const n of [1, 2, 3]) await inbox.claim('slack', makeQuestion(n), times(0));
      await inbox.setHandle('slack', 'T1:C1:1', { ts: '9' });
      await inbox.finish('slack', 'T1:C1:2', 'm2');
      await inbox.forget('slack', 'T1:C1:3');
      expect(await inbox.claimStranded('slack', times(2))).toEqual([]);
      inbox = await harness.reopen();
      expect(await inbox.claimStranded('feishu', times(5))).toEqual([]);
      const [first, ...others] = await inbox.claimStranded('slack', times(5));
      expect(others).toEqual([]);
      expect(first).toMatchObject({
        channel: 'slack',
        question: makeQuestion(1),
        handle: { ts: '9' },
        attempts: 2,
        messageId: null,
        isDone: false,
      });
      expect(await inbox.claimStranded('slack', times(5))).toEqual([]);
      expect(await inbox.claimStranded('slack', times(9))).toMatchObject([{ attempts: 3 }]);
    });

    it('keeps the turn of a message, and no longer its words', async () => {
      await inbox.claim('slack', makeQuestion(1), times(0));
      await inbox.finish('slack', 'T1:C1:1', 'm1');
      const entry = await inbox.get('slack', 'T1:C1:1');
      expect(entry).toMatchObject({ messageId: 'm1', isDone: true, isForgotten: false });
      expect(JSON.stringify(entry)).not.toContain('第1个问题');
      expect(await inbox.get('slack', '长'.repeat(3000))).toBeNull();
    });

    it('a forgotten message keeps its turn to be deleted, loses its words and stays taken', async () => {
      await inbox.claim('slack', makeQuestion(1), times(0));
      expect(await inbox.forget('slack', 'T1:C1:1')).toMatchObject({ messageId: null, isForgotten: true });
      await inbox.finish('slack', 'T1:C1:1', 'm1');
      expect(await inbox.get('slack', 'T1:C1:1')).toMatchObject({ messageId: 'm1', isForgotten: true });
      expect(await inbox.claim('slack', makeQuestion(1), times(0))).toBe(false);
      expect(await inbox.forget('slack', 'unknown')).toBeNull();
    });

    it('knows in which conversation a message was asked first', async () => {
      await inbox.claim('slack', makeQuestion(1), times(0));
      expect(await inbox.askedIn('slack', 'T1:C1:1', null)).toBeNull();
      expect(await inbox.askedIn('slack', 'T1:C1:1', 'c9')).toBeNull();
      await inbox.claim('slack', makeQuestion(2), times(0));
      expect(await inbox.askedIn('slack', 'T1:C1:2', 'c1')).toBe('c1');
      inbox = await harness.reopen();
      expect(await inbox.askedIn('slack', 'T1:C1:2', 'c2')).toBe('c1');
    });

    it('knows the conversation of a thread', async () => {
      expect(await inbox.conversationOf('slack', 't')).toBeNull();
      await inbox.setConversation('slack', 't', 'c1');
      await inbox.setConversation('slack', 't', 'c2');
      expect(await inbox.conversationOf('slack', 't')).toBe('c2');
      expect(await inbox.conversationOf('feishu', 't')).toBeNull();
    });

    it('counts questions of a person in a period', async () => {
      expect(await inbox.count('slack', 'u1', '1')).toBe(1);
      expect(await inbox.count('slack', 'u1', '1')).toBe(2);
      expect(await inbox.count('slack', 'u2', '1')).toBe(1);
      expect(await inbox.count('slack', 'u1', '2')).toBe(1);
      inbox = await harness.reopen();
      expect(await inbox.count('slack', 'u1', '1')).toBe(3);
    });

    it('sweeps old messages, threads and counts, and nothing else', async () => {
      await inbox.claim('slack', makeQuestion(1), times(0));
      await inbox.claim('feishu', makeQuestion(1), times(10));
      await inbox.setConversation('slack', 'old', 'c1');
      harness.setNow(at(10));
      await inbox.setConversation('slack', 'new', 'c2');
      expect(await inbox.deleteOlderThan(at(10))).toBe(1);
      expect(await inbox.get('slack', 'T1:C1:1')).toBeNull();
      expect(await inbox.claimStranded('slack', times(60))).toEqual([]);
      expect(await inbox.get('feishu', 'T1:C1:1')).not.toBeNull();
      expect(await inbox.conversationOf('slack', 'old')).toBeNull();
      expect(await inbox.conversationOf('slack', 'new')).toBe('c2');
    });

    it('knows when a message was last received', async () => {
      expect(await inbox.newest()).toBeNull();
      await inbox.claim('slack', makeQuestion(1), times(10));
      await inbox.claim('feishu', makeQuestion(1), times(5));
      expect(await inbox.newest()).toBe(at(10));
    });
  });
}
