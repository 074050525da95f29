import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/config.ts';
import { createLogger } from '../../../src/logging.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import {
  mention,
  message,
  QUESTION,
  SIGNING_SECRET,
  type SlackApp,
  startSlackApp,
  TOKEN,
} from './start-slack-app.ts';

type Options = Parameters<typeof startSlackApp>[0];

async function withApp(options: Options, test: (app: SlackApp) => Promise<void>) {
  const app = await startSlackApp(options);
  try {
    await test(app);
  } finally {
    await app.close();
  }
}
const chatCalls = (slack: FakeSlack) => slack.calls.filter(({ method }) => method.startsWith('chat.'));

describe('who is let in', () => {
  it.each([
    ['another secret', { secret: 'wrong' }],
    ['a signature of another body', { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
    ['another version of signature', { headers: { 'x-slack-signature': 'v9=00' } }],
    ['an old request', { sentAt: -400 }],
    ['a request of the future', { sentAt: 400 }],
    ['a time that is none', { headers: { 'x-slack-request-timestamp': 'NaN' } }],
  ])('refuses %s', (_title, options) =>
    withApp({}, async (app) => {
      expect((await app.sendEvent(mention(QUESTION), options)).status).toBe(401);
      expect((await app.send({ type: 'url_verification', challenge: 'x' }, options)).status).toBe(401);
      await app.settled();
      expect(app.slack.calls).toEqual([]);
    }),
  );

  it.each([
    ['no signing secret', { SLACK_SIGNING_SECRET: '' }],
    ['no token', { SLACK_BOT_TOKEN: '' }],
    ['neither', { SLACK_SIGNING_SECRET: '', SLACK_BOT_TOKEN: '' }],
  ])('has no address with %s', (_title, environment) =>
    withApp({ environment }, async (app) => {
      expect((await app.sendEvent(mention(QUESTION))).status).toBe(404);
      expect((await app.sendEvent(mention(QUESTION), { secret: '' })).status).toBe(404);
    }),
  );

  it('proves its address to Slack', () =>
    withApp({}, async (app) => {
      const response = await app.send({ type: 'url_verification', challenge: 'abc' });
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await response.text()).toBe('abc');
    }));

  it('refuses what it cannot read, without falling', () =>
    withApp({}, async (app) => {
      expect((await app.send('payload=%7Bnot-json')).status).toBe(400);
      expect((await app.send('payload=null')).status).toBe(400);
      expect((await app.send('command=%2Fpolicy&text=x')).status).toBe(200);
      expect((await app.send({ type: 'event_callback' })).status).toBe(200);
    }));

  it('answers the token’s own team alone, or those that are named', async () => {
    await withApp({}, async (app) => {
      await app.sendEvent(mention(QUESTION), { envelope: { team_id: 'T0OTHER' } });
      await app.settled();
      expect(chatCalls(app.slack)).toEqual([]);
      const reply = await app.sendCommand(QUESTION, { team_id: 'T0OTHER' });
      expect(await reply.text()).toContain('只回答本组织成员');
    });
    await withApp({ environment: { SLACK_TEAMS: 'T0OTHER' } }, async (app) => {
      await app.sendEvent(mention(QUESTION));
      await app.settled();
      expect(chatCalls(app.slack)).toEqual([]);
      await app.sendEvent(mention(QUESTION), { envelope: { team_id: 'T0OTHER' } });
      await app.settled();
      expect(app.slack.of('chat.update')).toHaveLength(1);
    });
  });

  it.each([
    ['a user of another team', { user_team: 'T0OTHER' }, {}],
    ['a user of no known team in a shared channel', {}, { is_ext_shared_channel: true }],
  ])('refuses %s, and says so to them alone', (_title, event, envelope) =>
    withApp({}, async (app) => {
      await app.sendEvent(mention(QUESTION, event), { envelope });
      await app.settled();
      expect(chatCalls(app.slack).map(({ method }) => method)).toEqual(['chat.postEphemeral']);
    }),
  );

  it('refuses the click of a user of another team', () =>
    withApp({}, async (app) => {
      const value = JSON.stringify({ t: 'T0HOME:C1:100.1', m: 'x' });
      await app.sendClick({ action_id: 'show_me', value }, { user: { id: 'U9', team_id: 'T0OTHER' } });
      await app.settled();
      expect(app.slack.of('response_url')[0]!.fields['text']).toContain('只回答本组织成员');
    }));

  it('limits each person and says so to them alone', () =>
    withApp({ environment: { CHANNEL_QUESTIONS_PER_MINUTE: '2' } }, async (app) => {
      for (const n of [1, 2, 3, 4]) await app.sendEvent(mention(QUESTION, { ts: `100.${n}` }));
      await app.sendEvent(mention(QUESTION, { ts: '100.5', user: 'U2' }));
      await app.settled();
      // A minute may end meanwhile.
      const refused = app.slack.of('chat.postEphemeral');
      expect(refused.length + app.slack.of('chat.update').length).toBe(5);
      for (const { fields } of refused) expect(fields).toMatchObject({ user: 'U1', channel: 'C1' });
    }));
});

describe('what is seen where', () => {
  const keys = { office: {} };
  const collections = { 公开: ['data'], 内部: ['port', 'data'] };
  const environment = {
    PUBLIC_COLLECTIONS: '公开',
    CHANNEL_COLLECTIONS: 'slack:C1=内部+公开,slack:G1=内部,slack:G2=内部+公开,slack:dm=内部+公开',
  };
  const options = { keys, collections, environment } as unknown as Options;
  const askIn = async (app: SlackApp, event: object, envelope = {}) => {
    await app.sendEvent(event, { envelope });
    await app.settled();
    return JSON.stringify(app.slack.of('chat.update').at(-1)!.blocks);
  };

  it('in an open channel only what anyone may see, whatever the channel has', () =>
    withApp(options, async (app) => {
      expect(await askIn(app, mention(QUESTION))).not.toContain('岸电优惠。');
      app.slack.failNext('conversations.info', { error: 'missing_scope' });
      expect(await askIn(app, mention(QUESTION, { channel: 'G9', ts: '9.1' }))).not.toContain('减免服务费');
    }));

  it('in a private channel and in a direct message what they have', () =>
    withApp(options, async (app) => {
      app.slack.channels.set('G1', { is_private: true });
      expect(await askIn(app, mention(QUESTION, { channel: 'G1', ts: '2.1' }))).toContain('市发展改革委');
      const direct = message(QUESTION, { channel: 'D1', channel_type: 'im', ts: '3.1' });
      expect(await askIn(app, direct)).toContain('市发展改革委');
    }));

  it('in a private channel that is shared with others only what anyone may see', () =>
    withApp(options, async (app) => {
      app.slack.channels.set('G2', { is_private: true, is_ext_shared: true });
      expect(await askIn(app, mention(QUESTION, { channel: 'G2', ts: '4.1' }))).not.toContain('市发展改革委');
      const typed = message(`<@U0BOT> ${QUESTION}`, {
        channel: 'G2',
        channel_type: 'group',
        ts: '5.1',
        user_team: 'T0HOME',
      });
      expect(await askIn(app, typed, { is_ext_shared_channel: true })).not.toContain('市发展改革委');
    }));

  it('to someone of another organization, where they are let in, only what anyone may see', () =>
    withApp({ ...options, environment: { ...environment, SLACK_ALLOW_EXTERNAL: 'true' } }, async (app) => {
      const direct = message(QUESTION, { channel: 'D1', channel_type: 'im', user_team: 'T0OTHER' });
      expect(await askIn(app, direct)).not.toContain('市发展改革委');
    }));

  it('what was answered to one person alone is asked anew for the channel when it is shared', () =>
    withApp(options, async (app) => {
      await app.sendCommand(QUESTION);
      await app.settled();
      const answer = app.slack.of('response_url').at(-1)!;
      expect(JSON.stringify(answer.blocks)).toContain('市发展改革委');
      const share = answer.blocks
        .flatMap((block) => block.elements ?? [])
        .find((each) => each.action_id === 'share');
      await app.sendClick(share, { container: { is_ephemeral: true, message_ts: '1.1' } });
      await app.settled();
      expect(app.slack.of('chat.postMessage')).toHaveLength(2);
      expect(JSON.stringify(app.slack.of('chat.update').at(-1)!.blocks)).not.toContain('市发展改革委');
    }));
});

it('neither questions nor tokens get into the log', async () => {
  const lines: string[] = [];
  const settings = { LOG_LEVEL: 'info', SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: TOKEN };
  const logger = createLogger({
    ...loadConfig(settings),
    output: { write: (line) => void lines.push(line) },
  });
  const slack = await startFakeSlack();
  await withApp({ slack, overrides: { logger } }, async (app) => {
    slack.failNext('chat.postMessage', { error: 'channel_not_found' }, { error: 'channel_not_found' });
    await app.sendEvent(mention(QUESTION));
    await app.settled();
    slack.failNext('chat.update', { status: 500 }, { error: 'fatal_error' });
    slack.failNext('response_url', { status: 500 });
    slack.failNext('chat.postEphemeral', { error: 'user_not_in_channel' });
    await app.sendEvent(mention(QUESTION, { ts: '7.1' }));
    await app.sendCommand(QUESTION);
    await app.settled();
  });
  await slack.close();
  expect(lines.join('')).toContain('channel_not_found');
  for (const secret of [TOKEN, SIGNING_SECRET, '岸电', '市发展改革委', '/hook/']) {
    expect(lines.join('')).not.toContain(secret);
  }
});
