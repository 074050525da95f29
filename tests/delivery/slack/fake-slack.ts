import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that Slack got, with its fields as sent. */
export interface SlackCall {
  readonly method: string;
  readonly fields: Record<string, string>;
  /** Parsed, where there are some. */
  // biome-ignore lint/suspicious/noExplicitAny: blocks are looked into by path.
  readonly blocks: any[];
  readonly authorization: string | undefined;
}

/** A failure instead of the next answer of a method. */
export interface SlackFailure {
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

export interface FakeSlack {
  /** With a closing slash. */
  readonly apiUrl: string;
  readonly responseUrl: string;
  readonly calls: SlackCall[];
  of(method: string): SlackCall[];
  /** What the next calls of a method come to. */
  failNext(method: string, ...failures: SlackFailure[]): void;
  /** As `conversations.info` tells them; unknown ones are not found. */
  readonly channels: Map<string, Record<string, unknown>>;
  scopes: string;
  /** Of the socket for Socket Mode. */
  socketUrl: string | null;
  close(): Promise<void>;
}

export const TEAM = 'T0HOME';
export const BOT = 'U0BOT';

/** Slack's Web API as far as the bot uses it, and a response_url. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: SlackCall[] = [];
  const failures = new Map<string, SlackFailure[]>();
  const channels = new Map<string, Record<string, unknown>>([['C1', { is_private: false }]]);
  let posted = 0;
  const fake: Pick<FakeSlack, 'scopes' | 'socketUrl'> = { scopes: '', socketUrl: null };

  function answer(method: string, fields: Record<string, string>): Record<string, unknown> {
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          team_id: TEAM,
          team: '临江市',
          user_id: BOT,
          bot_id: 'B0BOT',
          url: 'https://x.slack.com/',
        };
      case 'chat.postMessage':
        posted++;
        return { ok: true, channel: fields['channel'], ts: `1700000000.${String(posted).padStart(6, '0')}` };
      case 'chat.update':
        return { ok: true, channel: fields['channel'], ts: fields['ts'] };
      case 'chat.postEphemeral':
        return { ok: true, message_ts: '1700000000.999999' };
      case 'conversations.info': {
        const channel = channels.get(fields['channel'] ?? '');
        return channel ? { ok: true, channel } : { ok: false, error: 'channel_not_found' };
      }
      case 'apps.connections.open':
        return fake.socketUrl === null
          ? { ok: false, error: 'not_allowed_token_type' }
          : { ok: true, url: fake.socketUrl };
      case 'response_url':
        return { ok: true };
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  const server = createServer(async (request, response) => {
    const method = request.url!.startsWith('/hook/') ? 'response_url' : request.url!.replace(/^\/api\//, '');
    const fields = readFields(request, await readText(request));
    const failure = failures.get(method)?.shift();
    calls.push({
      method,
      fields,
      blocks: JSON.parse(fields['blocks'] ?? '[]'),
      authorization: request.headers.authorization,
    });
    const headers = { 'content-type': 'application/json', 'x-oauth-scopes': fake.scopes };
    response.writeHead(failure?.status ?? 200, { ...headers, ...failure?.headers });
    response.end(JSON.stringify(failure ? { ok: false, error: failure.error } : answer(method, fields)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(fake, {
    apiUrl: `${origin}/api/`,
    responseUrl: `${origin}/hook/1`,
    calls,
    of: (method: string) => calls.filter((call) => call.method === method),
    failNext: (method: string, ...next: SlackFailure[]) => void failures.set(method, next),
    channels,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/** Forms of the Web API, JSON of a response_url; values that are not text are given as JSON. */
function readFields(request: IncomingMessage, text: string): Record<string, string> {
  if (!request.headers['content-type']?.includes('json'))
    return Object.fromEntries(new URLSearchParams(text));
  const body = JSON.parse(text) as Record<string, unknown>;
  const shown = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(shown);
}
