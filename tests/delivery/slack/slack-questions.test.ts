import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mention, message, QUESTION, type SlackApp, startSlackApp } from './start-slack-app.ts';

let app: SlackApp;
beforeEach(async () => {
  app = await startSlackApp();
});
afterEach(() => app.close());

describe('a question over Slack', () => {
  it('in a mention: acknowledged, a waiting sign in the thread, the answer in its place', async () => {
    const response = await app.sendEvent(mention(QUESTION));
    expect(response.status).toBe(200);
    await app.settled();
    const [posted] = app.slack.of('chat.postMessage');
    expect(posted!.fields).toMatchObject({ channel: 'C1', thread_ts: '100.1', unfurl_links: 'false' });
    expect(posted!.fields['text']).toContain('正在查阅');
    const [updated, ...more] = app.slack.of('chat.update');
    expect(more).toEqual([]);
    expect(updated!.fields).toMatchObject({ channel: 'C1', ts: '1700000000.000001' });
    const shown = JSON.stringify(updated!.blocks);
    expect(shown).toContain('市发展改革委');
    expect(shown).toContain('<https://zhengce.example.cn/tiaowen/clause/port:');
    expect(shown).toContain('牵头单位');
    expect(app.slack.of('chat.postMessage')).toHaveLength(1);
  });
});
