import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PATIENCE } from '../../support/patience.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './fake-slack.ts';
import { type FakeSocket, startFakeSocket } from './fake-socket.ts';
import { mention, QUESTION, type SlackApp, startSlackApp } from './start-slack-app.ts';

let slack: FakeSlack;
let socket: FakeSocket;
let app: SlackApp;
beforeEach(async () => {
  slack = await startFakeSlack();
  socket = await startFakeSocket();
  slack.socketUrl = socket.url;
  const environment = {
    SLACK_SOCKET_MODE: 'true',
    SLACK_APP_TOKEN: 'xapp-token-of-tests',
    SLACK_SIGNING_SECRET: '',
  };
  app = await startSlackApp({ slack, environment });
  await app.start();
  await socket.connected;
});
afterEach(async () => {
  await app.close();
  await socket.close();
  await slack.close();
});

const event = (envelopeId: string, retry = 0) => ({
  type: 'events_api',
  envelope_id: envelopeId,
  retry_attempt: retry,
  payload: { type: 'event_callback', team_id: TEAM, event: mention(QUESTION) },
});
const acknowledged = (count: number) =>
  vi.waitFor(() => expect(socket.received).toHaveLength(count), PATIENCE);

it('events come over the connection, are acknowledged there and answered once', async () => {
  socket.send(event('e1'));
  socket.send(event('e2', 1));
  await acknowledged(2);
  expect(socket.received.map(({ envelope_id }) => envelope_id).sort()).toEqual(['e1', 'e2']);
  await app.settled();
  expect(slack.of('chat.update')).toHaveLength(1);
  expect(slack.of('apps.connections.open')[0]!.authorization).toBe('Bearer xapp-token-of-tests');
});

it('a command is answered with its waiting sign', async () => {
  const payload = {
    command: '/policy',
    text: QUESTION,
    team_id: TEAM,
    channel_id: 'C1',
    user_id: 'U1',
    trigger_id: '1.2.abc',
    response_url: slack.responseUrl,
  };
  socket.send({ type: 'slash_commands', envelope_id: 'e1', payload });
  await acknowledged(1);
  expect(JSON.stringify(socket.received[0])).toContain('正在查阅');
  await app.settled();
  expect(JSON.stringify(slack.of('response_url')[0]!.blocks)).toContain('市发展改革委');
});

it('what could not be kept is not acknowledged, so that it comes again', async () => {
  const claim = vi.spyOn(app.service.ctx.inbox, 'claim').mockRejectedValueOnce(new Error('disk full'));
  socket.send(event('e1'));
  await vi.waitFor(() => expect(claim).toHaveBeenCalledTimes(1), PATIENCE);
  socket.send(event('e2', 1));
  await acknowledged(1);
  expect(socket.received[0]).toMatchObject({ envelope_id: 'e2' });
  await app.settled();
  expect(slack.of('chat.update')).toHaveLength(1);
});

it('stops although Slack was never reached', async () => {
  const environment = {
    SLACK_SOCKET_MODE: 'true',
    SLACK_APP_TOKEN: 'xapp-token-of-tests',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  };
  const lonely = await startSlackApp({ slack, environment });
  await lonely.start();
  await lonely.close();
});

it('there is no address', async () => {
  expect((await app.sendEvent(mention(QUESTION))).status).toBe(404);
});
