import type { ChannelLog } from './channel-log.ts';
import { isResponseUrl } from './is-response-url.ts';
import { loadBolt } from './load-bolt.ts';
import type { SlackMessage } from './render/blocks.ts';
import { SlackError } from './slack-error.ts';

/** What we call of Slack. Every failure is a `SlackError`. */
export interface SlackClient {
  /** A method of the Web API. Where Slack says to wait, it waits and tries again a few times. */
  call(method: string, fields?: Readonly<Record<string, unknown>>): Promise<SlackReply>;
  /** Answers a command or a click, to the person alone; needs no membership in the channel, and is good for half an hour. */
  respond(responseUrl: string, message: SlackMessage, options?: { readonly replace: boolean }): Promise<void>;
}

export type SlackReply = Readonly<Record<string, unknown>>;

const TIMEOUT_MS = 10_000;
const RETRIES = { retries: 4, factor: 2, minTimeout: 300, maxTimeout: 5000 };

export function createSlackClient(
  { token, apiUrl }: { readonly token: string; readonly apiUrl: string | null },
  log: ChannelLog,
): SlackClient {
  const { webApi } = loadBolt();
  const web = new webApi.WebClient(token, {
    ...(apiUrl !== null && { slackApiUrl: apiUrl }),
    allowAbsoluteUrls: false,
    timeout: TIMEOUT_MS,
    retryConfig: RETRIES,
    logger: silentLogger(),
  });
  web.on(webApi.WebClientEvent.RATE_LIMITED, (seconds: unknown) =>
    log.warn({ seconds: Number(seconds) }, 'slack wants us to wait'),
  );
  return {
    async call(method, fields) {
      try {
        return (await web.apiCall(method, { ...fields })) as unknown as SlackReply;
      } catch (error) {
        throw new SlackError(method, codeOf(error));
      }
    },
    async respond(responseUrl, message, { replace } = { replace: false }) {
      if (!isResponseUrl(responseUrl, apiUrl)) throw new SlackError('response_url', 'foreign_address');
      const body = JSON.stringify({ response_type: 'ephemeral', replace_original: replace, ...message });
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => {
        throw new SlackError('response_url', 'unreachable');
      });
      await response.body?.cancel();
      if (!response.ok) throw new SlackError('response_url', `http_${response.status}`);
    },
  };
}

function codeOf(error: unknown): string {
  const { data, code } = error as { data?: { error?: unknown }; code?: unknown };
  return String(data?.error ?? code ?? 'unknown');
}

/** Bolt's clients log what they send. */
export function silentLogger() {
  const { LogLevel } = loadBolt();
  const nothing = () => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => LogLevel.ERROR,
  };
}
