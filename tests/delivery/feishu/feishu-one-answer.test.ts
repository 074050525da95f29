import { describe, expect, it } from 'vitest';
import { atDepth } from '../../support/depth.ts';
import { messageEvent, push, textOf } from './fake-feishu.ts';
import { feishu, LEAD, QUESTION, say, service, start, useFeishu } from './use-feishu.ts';

const BURST = atDepth(50, 200);

useFeishu();

describe('one answer', () => {
  it('for a message that comes again after 15 s, 5 min, 1 h and 6 h, also over a restart', async () => {
    await start();
    const event = messageEvent('om_1', QUESTION);
    for (const rung of ['at once', '15 s', 'restart', '5 min', '1 h', 'restart', '6 h']) {
      if (rung === 'restart') {
        await service.close();
        await start();
        continue;
      }
      // Each delivery may have an id of its own.
      const again = { ...event, header: { ...event.header, event_id: rung } };
      expect((await push(service.url, again)).status).toBe(200);
    }
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
    expect(feishu.shown[0]!.cards).toHaveLength(2);
  });

  it('in the waiting card that a process left when it died', async () => {
    await start();
    const question = {
      messageKey: 'om_1',
      threadKey: 'tenant:oc_group:om_1',
      userKey: 'tenant:ou_wang',
      place: 'oc_group',
      isOpen: false,
      text: QUESTION,
      address: { isInThread: 'false' },
    };
    const past = { now: '2026-01-01T00:00:00Z', leaseEnds: '2026-01-01T00:03:00Z' };
    await service.ctx.inbox.claim('feishu', question, past);
    await service.ctx.inbox.setHandle('feishu', 'om_1', { messageId: 'om_waiting' });
    feishu.shown.push({ messageId: 'om_waiting', replyTo: 'om_1', isInThread: false, cards: [] });
    await service.close();
    await start();
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
    expect(textOf(feishu.shown[0]!)).toContain(LEAD);
  });

  it('is owed after a failure before it was taken: no 200, and the next delivery is answered', async () => {
    await start();
    feishu.refusals.push({ status: 403, code: 99991672 });
    const event = messageEvent('om_1', QUESTION);
    expect((await push(service.url, event)).status).toBe(500);
    expect((await push(service.url, event)).status).toBe(200);
    await service.settle();
    expect(feishu.shown).toHaveLength(1);
  });

  it(`for each of messages that come out of order, and of a burst of ${BURST}`, async () => {
    await start();
    const ids = Array.from({ length: BURST }, (_, i) => `om_${i}`).reverse();
    const replies = await Promise.all(
      ids.map((id, i) => push(service.url, messageEvent(id, QUESTION, { userId: `ou_${i % 20}` }))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all(ids.map((id) => push(service.url, messageEvent(id, QUESTION))));
    await service.settle();
    expect(feishu.shown.map(({ replyTo }) => replyTo).sort()).toEqual([...ids].sort());
    expect(feishu.shown.filter((shown) => !textOf(shown).includes(LEAD))).toEqual([]);
  }, 60_000);

  it('also when Feishu is busy, takes the token back or fails for a moment', async () => {
    await start();
    await say('om_0', QUESTION);
    await service.settle();
    expect(feishu.tokensGiven).toBe(1);
    feishu.refusals.push(
      { status: 400, code: 99991663 },
      { status: 429, code: 99991400 },
      { status: 502, code: 1 },
    );
    await say('om_1', QUESTION);
    await service.settle();
    expect(feishu.tokensGiven).toBe(2);
    expect(feishu.shown).toHaveLength(2);
    expect(textOf(feishu.shown[1]!)).toContain(LEAD);
  });
});

it('an answer whose waiting card was deleted comes as a reply', async () => {
  await start();
  await say('om_0', QUESTION);
  await service.settle();
  feishu.refusesCards = true;
  await say('om_1', QUESTION);
  await service.settle();
  expect(feishu.shown.map(({ replyTo }) => replyTo)).toEqual(['om_0', 'om_1', 'om_1']);
  expect(textOf(feishu.shown[2]!)).toContain(LEAD);
});
