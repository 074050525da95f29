import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { openSqliteChannelInbox } from '../../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import { atDepth } from '../../support/depth.ts';
import { BOT, type FakeSlack, startFakeSlack, TEAM } from './fake-slack.ts';
import { mention, message, QUESTION, type SlackApp, startSlackApp } from './start-slack-app.ts';

let app: SlackApp;
beforeEach(async () => {
  app = await startSlackApp();
});
afterEach(() => app.close());

const BURST = atDepth(50, 200);
const ROOT = `${TEAM}:C1:100.1`;
const turnsOf = async (threadKey: string) => {
  const owner = { keyId: 'slack', endUser: threadKey };
  const conversations = await app.service.ctx.conversations.list(owner, { limit: 10 });
  return conversations.reduce((sum, { turnCount }) => sum + turnCount, 0);
};
const shownBy = (method: string) => app.slack.of(method).map(({ blocks }) => JSON.stringify(blocks));

describe('a question over Slack', () => {
  it('in a mention: acknowledged, a waiting sign in the thread, the answer in its place', async () => {
    const response = await app.sendEvent(mention(QUESTION));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    await app.settled();
    const [posted, ...morePosts] = app.slack.of('chat.postMessage');
    expect(morePosts).toEqual([]);
    expect(posted!.fields).toMatchObject({
      channel: 'C1',
      thread_ts: '100.1',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(posted!.fields['text']).toContain('正在查阅');
    const [updated, ...more] = app.slack.of('chat.update');
    expect(more).toEqual([]);
    expect(updated!.fields).toMatchObject({ channel: 'C1', ts: '1700000000.000001' });
    const shown = JSON.stringify(updated!.blocks);
    expect(shown).toContain('牵头单位：市发展改革委');
    expect(shown).toContain('<https://zhengce.example.cn/tiaowen/clause/port:');
    expect(shown).toContain('原文摘录·引文已核对');
    expect(updated!.blocks.length).toBeLessThanOrEqual(50);
  });

  it('in a direct message, without naming the bot, answered in its thread', async () => {
    await app.sendEvent(message(QUESTION, { channel: 'D1', channel_type: 'im' }));
    await app.settled();
    expect(app.slack.of('chat.postMessage')[0]!.fields).toMatchObject({ channel: 'D1', thread_ts: '100.1' });
    const [shown] = shownBy('chat.update');
    expect(shown).toContain('市发展改革委');
    expect(shown).not.toContain('仅自己可见');
  });

  it('as a follow-up in the thread, without naming the bot, in the same conversation', async () => {
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    await app.sendEvent(message('那配合单位呢？', { ts: '101.1', thread_ts: '100.1', user: 'U3' }));
    await app.settled();
    expect(shownBy('chat.update')[1]).toContain('市财政局');
    expect(await turnsOf(ROOT)).toBe(2);
  });

  it('as a follow-up that comes while the first is being answered', async () => {
    await app.sendEvent(mention(QUESTION));
    await app.sendEvent(message('那配合单位呢？', { ts: '101.1', thread_ts: '100.1' }));
    await app.settled();
    expect(await turnsOf(ROOT)).toBe(2);
  });

  it.each([
    ['another message of the channel', message(QUESTION)],
    ['a thread where we do not answer', message(QUESTION, { ts: '101.1', thread_ts: '99.9' })],
    ['a bot', mention(QUESTION, { bot_id: 'B9' })],
    ['a message of a bot', mention(QUESTION, { subtype: 'bot_message' })],
    ['ourselves', message(QUESTION, { user: BOT, channel: 'D1', channel_type: 'im' })],
    [
      'an edit',
      {
        ...message(''),
        subtype: 'message_changed',
        message: { ts: '100.1', user: 'U1', text: `<@${BOT}> x` },
      },
    ],
    ['someone who joins', mention(QUESTION, { subtype: 'channel_join' })],
    ['another kind of event', { type: 'reaction_added', user: 'U1' }],
    ['an event of another shape', { type: 'message', channel: 7 }],
  ])('ignores %s', async (_title, event) => {
    expect((await app.sendEvent(event)).status).toBe(200);
    await app.settled();
    expect(app.slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
  });

  it('leaves people alone who talk to each other in our thread', async () => {
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    await app.sendEvent(message('<@U7> 你看呢？', { ts: '101.1', thread_ts: '100.1' }));
    await app.settled();
    expect(app.slack.of('chat.postMessage')).toHaveLength(1);
  });

  it('says how to ask where nothing was asked, once', async () => {
    await app.sendEvent(mention(''));
    await app.sendEvent(message(`<@${BOT}>`));
    await app.sendEvent(mention(''), { headers: { 'x-slack-retry-num': '1' } });
    await app.settled();
    const hints = app.slack.of('chat.postEphemeral');
    expect(hints.map(({ fields }) => fields['user'])).toEqual(['U1']);
    expect(app.slack.of('chat.postMessage')).toEqual([]);
  });
});

describe('exactly one answer', () => {
  const expectOne = async () => {
    await app.settled();
    expect(app.slack.of('chat.postMessage')).toHaveLength(1);
    expect(app.slack.of('chat.update')).toHaveLength(1);
    expect(await turnsOf(ROOT)).toBe(1);
  };
  const both = [mention(QUESTION), message(`<@${BOT}> ${QUESTION}`)];

  it('for the whole ladder of retries', async () => {
    await app.sendEvent(mention(QUESTION));
    for (const retry of ['1', '2', '3']) {
      const headers = { 'x-slack-retry-num': retry, 'x-slack-retry-reason': 'http_timeout' };
      expect((await app.sendEvent(mention(QUESTION), { headers })).status).toBe(200);
    }
    await expectOne();
  });

  it.each([
    ['message first', [both[1]!, both[0]!]],
    ['mention first', both],
  ])('for a message and the mention in it, %s', async (_title, events) => {
    for (const event of events) await app.sendEvent(event);
    await expectOne();
  });

  it('for all of them at once, retries before the first', async () => {
    const headers = { 'x-slack-retry-num': '2' };
    await Promise.all([
      app.sendEvent(both[0]!, { headers }),
      app.sendEvent(both[1]!),
      app.sendEvent(both[0]!),
      app.sendEvent(both[1]!, { headers }),
    ]);
    await expectOne();
  });

  it('where it could not be kept at first', async () => {
    vi.spyOn(app.service.ctx.inbox, 'claim').mockRejectedValueOnce(new Error('disk full'));
    expect((await app.sendEvent(mention(QUESTION))).status).toBe(503);
    await app.sendEvent(mention(QUESTION), { headers: { 'x-slack-retry-num': '1' } });
    await expectOne();
  });

  it(`for each of ${BURST} mentions in a burst`, async () => {
    const sent = await Promise.all(
      Array.from({ length: BURST }, (_, n) =>
        app.sendEvent(mention(QUESTION, { ts: `200.${n}`, user: `U${n}` })).then(({ status }) => status),
      ),
    );
    expect(new Set(sent)).toEqual(new Set([200]));
    await app.settled();
    const threads = app.slack.of('chat.postMessage').map(({ fields }) => fields['thread_ts']);
    expect(new Set(threads).size).toBe(BURST);
    expect(threads).toHaveLength(BURST);
    const answers = shownBy('chat.update');
    expect(answers).toHaveLength(BURST);
    expect(answers.filter((shown) => shown.includes('市发展改革委'))).toHaveLength(BURST);
    expect(app.slack.of('conversations.info').length).toBeLessThanOrEqual(1);
  }, 60_000);
});

describe('across a restart', () => {
  let folder: string;
  let slack: FakeSlack;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tiaowen-slack-'));
    slack = await startFakeSlack();
  });
  afterEach(async () => {
    await slack.close();
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    await app.close();
    const inbox = openSqliteChannelInbox({ dataDir: folder });
    const conversations = openSqliteConversationStore({ dataDir: folder });
    const started = await startSlackApp({ slack, overrides: { inbox, conversations } });
    app = {
      ...started,
      async close() {
        await started.close();
        await Promise.all([inbox.close(), conversations.close()]);
      },
    };
    return { inbox };
  };

  it('a retry that comes after it is not answered again', async () => {
    await start();
    await app.sendEvent(mention(QUESTION));
    await start();
    await app.sendEvent(mention(QUESTION), { headers: { 'x-slack-retry-num': '2' } });
    await app.settled();
    expect(slack.of('chat.postMessage')).toHaveLength(1);
    expect(slack.of('chat.update')).toHaveLength(1);
    expect(await turnsOf(ROOT)).toBe(1);
  });

  it('what a process that died has left is answered in place of its waiting sign, although it is sent again', async () => {
    const { inbox } = await start();
    const question = {
      messageKey: ROOT,
      threadKey: ROOT,
      userKey: `${TEAM}:U1`,
      place: 'C1',
      isOpen: true,
      text: QUESTION,
      address: { kind: 'thread', channel: 'C1', threadTs: '100.1', user: 'U1' },
    };
    await inbox.claim('slack', question, { now: '2020-01-01T00:00:00Z', leaseEnds: '2020-01-01T00:03:00Z' });
    await inbox.setHandle('slack', ROOT, { channel: 'C1', ts: '150.5' });
    await app.sendEvent(mention(QUESTION), { headers: { 'x-slack-retry-num': '1' } });
    await app.start();
    await app.sendEvent(mention(QUESTION), { headers: { 'x-slack-retry-num': '2' } });
    await app.settled();
    expect(slack.of('chat.postMessage')).toEqual([]);
    const [shown, ...more] = slack.of('chat.update');
    expect(more).toEqual([]);
    expect(shown!.fields['ts']).toBe('150.5');
    expect(await turnsOf(ROOT)).toBe(1);
  });
});

describe('what was deleted', () => {
  it.each([
    ['a message', { ...message(''), subtype: 'message_deleted', deleted_ts: '100.1', ts: '300.1' }],
    [
      'a message that has replies',
      {
        ...message(''),
        subtype: 'message_changed',
        ts: '300.1',
        message: { ts: '100.1', subtype: 'tombstone' },
      },
    ],
  ])('%s takes its turn with it', async (_title, event) => {
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    expect(await turnsOf(ROOT)).toBe(1);
    await app.sendEvent(event);
    expect(await turnsOf(ROOT)).toBe(0);
  });
});

describe('Slack that fails', () => {
  it('is waited for when it says so', async () => {
    app.slack.failNext('chat.postMessage', { status: 429, headers: { 'retry-after': '1' } });
    app.slack.failNext('chat.update', { status: 429, headers: { 'retry-after': '1' } });
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    expect(app.slack.of('chat.postMessage')).toHaveLength(2);
    const [, second, ...more] = shownBy('chat.update');
    expect(second).toContain('市发展改革委');
    expect(more).toEqual([]);
  });

  it('a waiting sign that someone has deleted: the answer is posted', async () => {
    app.slack.failNext('chat.update', { error: 'message_not_found' });
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    expect(shownBy('chat.postMessage').at(-1)).toContain('市发展改革委');
  });

  it('an answer that is too long after all is shown by its beginning', async () => {
    app.slack.failNext('chat.update', { error: 'msg_too_long' });
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    const [, shown] = app.slack.of('chat.update');
    expect(shown!.fields['text']).toContain('内容过长');
    expect(shown!.blocks).toEqual([]);
  });

  it('a channel that is gone: given up, the next question is answered', async () => {
    app.slack.failNext('chat.postMessage', { error: 'is_archived' }, { error: 'is_archived' });
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    expect(app.slack.of('chat.update')).toEqual([]);
    await app.sendEvent(mention(QUESTION, { ts: '400.1' }));
    await app.settled();
    expect(app.slack.of('chat.update')).toHaveLength(1);
  });

  it('a token that it does not know: the event is to be sent again, and is answered then', async () => {
    app.slack.failNext('auth.test', { error: 'invalid_auth' });
    expect((await app.sendEvent(mention(QUESTION))).status).toBe(503);
    expect((await app.sendEvent(mention(QUESTION), { headers: { 'x-slack-retry-num': '1' } })).status).toBe(
      200,
    );
    await app.settled();
    expect(app.slack.of('chat.update')).toHaveLength(1);
  });
});
