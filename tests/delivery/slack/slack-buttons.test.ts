import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEAM } from './fake-slack.ts';
import { mention, QUESTION, type SlackApp, startSlackApp } from './start-slack-app.ts';

let app: SlackApp;
beforeEach(async () => {
  app = await startSlackApp();
});
afterEach(() => app.close());

interface ShownButton {
  readonly action_id: string;
  readonly value: string;
}

const buttonsIn = (blocks: { elements?: ShownButton[] }[]) =>
  blocks.flatMap(({ elements }) => elements ?? []).filter(({ action_id }) => action_id !== undefined);
const answered = async () => {
  await app.sendEvent(mention(QUESTION));
  await app.settled();
  return buttonsIn(app.slack.of('chat.update')[0]!.blocks);
};
const click = async (button: ShownButton, more: object = {}) => {
  expect((await app.sendClick(button, more)).status).toBe(200);
  await app.settled();
};
const find = (buttons: ShownButton[], id: string) => buttons.find(({ action_id }) => action_id === id)!;

describe('/policy', () => {
  it('is answered to the asker alone', async () => {
    const reply = await app.sendCommand(QUESTION);
    expect(await reply.json()).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('正在查阅'),
    });
    await app.settled();
    const [shown, ...more] = app.slack.of('response_url');
    expect(more).toEqual([]);
    expect(shown!.fields['response_type']).toBe('ephemeral');
    expect(JSON.stringify(shown!.blocks)).toContain('市发展改革委');
    expect(app.slack.of('chat.postMessage')).toEqual([]);
  });

  it('sent again it is answered once', async () => {
    await Promise.all([app.sendCommand(QUESTION), app.sendCommand(QUESTION)]);
    await app.settled();
    expect(app.slack.of('response_url')).toHaveLength(1);
  });

  it('falls back to an ephemeral message when its address has expired', async () => {
    app.slack.failNext('response_url', { status: 404 });
    await app.sendCommand(QUESTION);
    await app.settled();
    expect(app.slack.of('chat.postEphemeral')[0]!.fields).toMatchObject({ channel: 'C1', user: 'U1' });
  });

  it('never answers to an address that is not Slack’s', async () => {
    await app.sendCommand(QUESTION, { response_url: 'http://evil.example/steal' });
    await app.settled();
    expect(app.slack.of('chat.postEphemeral')).toHaveLength(1);
  });

  it('without a question says how to ask', async () => {
    const reply = await app.sendCommand('help');
    expect(await reply.text()).toContain('例如');
    await app.settled();
    expect(app.slack.of('response_url')).toEqual([]);
  });

  it('is brought into the channel by a button: a new thread where it can be followed up', async () => {
    await app.sendCommand(QUESTION);
    await app.settled();
    const share = find(buttonsIn(app.slack.of('response_url')[0]!.blocks), 'share');
    await click(share, { container: { is_ephemeral: true, message_ts: '1.1' } });
    const [head, waiting] = app.slack.of('chat.postMessage');
    expect(head!.fields).not.toHaveProperty('thread_ts');
    expect(head!.fields['text']).toContain(`<@U2> 问：${QUESTION}`);
    expect(waiting!.fields['thread_ts']).toBe('1700000000.000001');
    expect(JSON.stringify(app.slack.of('chat.update')[0]!.blocks)).toContain('市发展改革委');
    const threadKey = `${TEAM}:C1:1700000000.000001`;
    expect(await app.service.ctx.inbox.conversationOf('slack', threadKey)).not.toBeNull();
  });

  it('says so where it cannot be brought into the channel', async () => {
    await app.sendCommand(QUESTION);
    await app.settled();
    const share = find(buttonsIn(app.slack.of('response_url')[0]!.blocks), 'share');
    app.slack.failNext('chat.postMessage', { error: 'not_in_channel' });
    await click(share, { container: { is_ephemeral: true, message_ts: '1.1' } });
    expect(app.slack.of('response_url').at(-1)!.fields['text']).toContain('邀请');
  });
});

describe('buttons of an answer', () => {
  it('show the whole clause to the one who clicks', async () => {
    const buttons = await answered();
    await click(buttons.find(({ action_id }) => action_id.startsWith('clause:'))!);
    const [shown] = app.slack.of('response_url');
    expect(shown!.fields).toMatchObject({ response_type: 'ephemeral', thread_ts: '100.1' });
    expect(JSON.stringify(shown!.blocks)).toContain('对使用岸电的船舶减免服务费');
  });

  it.each(['up', 'down'] as const)('keep a thumb %s', async (verdict) => {
    const button = find(await answered(), verdict);
    await click(button);
    const { m: messageId, t: endUser } = JSON.parse(button.value);
    const kept = await app.service.ctx.feedback.get(messageId, { keyId: 'slack', endUser });
    expect(kept).toMatchObject({ verdict });
    expect(app.slack.of('response_url')[0]!.fields['text']).toContain('感谢');
  });

  it('ask again for oneself alone', async () => {
    await click(find(await answered(), 'show_me'));
    const [shown] = app.slack.of('response_url');
    expect(shown!.fields['response_type']).toBe('ephemeral');
    expect(JSON.stringify(shown!.blocks)).toContain('市发展改革委');
    expect(app.slack.of('chat.postMessage')).toHaveLength(1);
  });

  it('tell when the answer is gone', async () => {
    const buttons = await answered();
    const owner = { keyId: 'slack', endUser: `${TEAM}:C1:100.1` };
    await app.service.ctx.conversations.deleteAll(owner);
    for (const { action_id, value } of buttons) await click({ action_id, value });
    const told = app.slack.of('response_url').map(({ fields }) => fields['text']);
    expect(told).toHaveLength(buttons.length);
    for (const text of told) expect(text).toContain('已不在');
  });

  it.each([
    ['of another channel', { t: `${TEAM}:C2:100.1`, m: 'x' }],
    ['without a value', undefined],
    ['with a value that is not ours', 'x'],
  ])('%s do nothing', async (_title, value) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : value;
    await click({ action_id: 'clause:1', value: text as string });
    expect(app.slack.of('response_url')).toEqual([]);
  });
});
