import { createHmac } from 'node:crypto';
import { loadConfig } from '../../../src/config/config.ts';
import { type OpenedChannels, openChannels } from '../../../src/open-channels.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './fake-slack.ts';

export const SIGNING_SECRET = 'signing-secret-of-tests';
export const TOKEN = 'xoxb-token-of-tests';
export const QUESTION = '岸电优惠由哪个部门牵头？';

export interface SlackApp {
  readonly slack: FakeSlack;
  readonly service: SampleService<never>;
  /** Takes up what was left, as a process does at its start. */
  start(): Promise<void>;
  /** Resolves when everything that was taken is answered and shown. */
  settled(): Promise<void>;
  /** Signs and sends a body; a form where it is text, else JSON. */
  send(body: object | string, options?: SendOptions): Promise<Response>;
  sendEvent(event: object, options?: SendOptions & { readonly envelope?: object }): Promise<Response>;
  sendCommand(text: string, more?: Record<string, string>): Promise<Response>;
  sendClick(action: object, more?: object): Promise<Response>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly secret?: string;
  /** Seconds from now. */
  readonly sentAt?: number;
  readonly headers?: Record<string, string>;
}

/** The real app over the sample policies, with the bot on the fake Slack. */
export async function startSlackApp({
  environment = {},
  slack: given,
  ...rest
}: {
  readonly environment?: Record<string, string>;
  readonly slack?: FakeSlack;
} & Omit<Parameters<typeof startSampleService>[0] & object, 'environment' | 'options' | 'keys'> & {
    readonly keys?: Record<string, object>;
  } = {}): Promise<SlackApp> {
  const slack = given ?? (await startFakeSlack());
  const settings = {
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.apiUrl,
    PUBLIC_URL: 'https://zhengce.example.cn/tiaowen',
    CHANNEL_QUESTIONS_PER_MINUTE: '1000',
    ...environment,
  };
  const { secrets } = loadConfig(settings);
  let channels: OpenedChannels | undefined;
  const service = (await startSampleService({
    ...(rest as object),
    environment: settings,
    options: {
      mountChannels: (ctx) => {
        channels = openChannels(ctx, secrets);
        return channels.routers;
      },
    },
  })) as SampleService<never>;

  const send: SlackApp['send'] = (body, { secret = SIGNING_SECRET, sentAt = 0, headers = {} } = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1000) + sentAt);
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
    return fetch(`${service.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      body: text,
    });
  };
  return {
    slack,
    service,
    start: async () => channels?.start(),
    settled: async () => channels?.stop(),
    send,
    sendEvent: (event, { envelope = {}, ...options } = {}) =>
      send({ type: 'event_callback', team_id: TEAM, event, ...envelope }, options),
    sendCommand: (text, more = {}) =>
      send(
        new URLSearchParams({
          command: '/policy',
          text,
          team_id: TEAM,
          channel_id: 'C1',
          user_id: 'U1',
          trigger_id: '1.2.abc',
          response_url: slack.responseUrl,
          ...more,
        }).toString(),
      ),
    sendClick: (action, more = {}) =>
      send(
        new URLSearchParams({
          payload: JSON.stringify({
            type: 'block_actions',
            trigger_id: '3.4.def',
            response_url: slack.responseUrl,
            team: { id: TEAM },
            user: { id: 'U2', team_id: TEAM },
            channel: { id: 'C1' },
            container: { message_ts: '1700000000.000001', thread_ts: '100.1' },
            actions: [action],
            ...more,
          }),
        }).toString(),
      ),
    async close() {
      await channels?.stop();
      await service.close();
      if (!given) await slack.close();
    },
  };
}

/** A mention as Slack sends it. */
export function mention(text: string, more: object = {}) {
  return { type: 'app_mention', user: 'U1', text: `<@U0BOT> ${text}`, ts: '100.1', channel: 'C1', ...more };
}

/** The `message` event of the same. */
export function message(text: string, more: object = {}) {
  return { type: 'message', user: 'U1', text, ts: '100.1', channel: 'C1', channel_type: 'channel', ...more };
}
