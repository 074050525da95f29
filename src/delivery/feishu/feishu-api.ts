import { setTimeout } from 'node:timers/promises';
import type { Client } from '@larksuiteoapi/node-sdk';
import type { FeishuSettings } from './feishu-settings.ts';

/** The few calls to Feishu that a bot makes. Failures are thrown without what was sent. */
export interface FeishuApi {
  /** Loads the SDK, so that the first question does not wait for it. */
  prepare(): Promise<void>;
  /** The open_id of the bot itself. */
  botId(): Promise<string>;
  /** Whether anyone of the company may find and join the group; true where that cannot be told. */
  isOpenGroup(chatId: string): Promise<boolean>;
  /** Replies with a card, once for each `onceKey` (at most 50 characters) within an hour; its message id. */
  reply(reply: {
    readonly messageId: string;
    readonly card: object;
    readonly isInThread: boolean;
    readonly onceKey: string;
  }): Promise<string>;
  /** Puts a card in place of one that was sent. */
  replaceCard(messageId: string, card: object): Promise<void>;
}

/** The answer of Feishu to a call it refused. */
export class FeishuError extends Error {
  readonly code: number | null;

  constructor(task: string, code: number | null, cause?: string) {
    super(`Feishu did not ${task}: ${code ?? cause ?? 'no answer'}`);
    this.name = 'FeishuError';
    this.code = code;
  }
}

const TIMEOUT_MS = 10_000;
/** Feishu gives an event three seconds. */
const GROUP_TIMEOUT_MS = 1500;
const GROUP_KEPT_MS = 10 * 60_000;
const MOST_GROUPS = 5000;
const RETRY_AFTER_MS = [300, 1500];
/** The token was taken back before its time. */
const STALE_TOKEN = new Set([99991663, 99991661, 99991664]);
/** Too many calls, or busy inside. */
const BUSY = new Set([99991400, 230020, 230049, 11232]);

interface Reply {
  readonly code?: number;
}

/** Feishu over its SDK, which is large and loaded when it is needed. */
export function createFeishuApi({ appId, appSecret, apiUrl }: FeishuSettings): FeishuApi {
  const tokens = new Map<string, { readonly value: unknown; readonly ends: number }>();
  const groups = new Map<string, { readonly isOpen: Promise<boolean>; readonly ends: number }>();
  let client: Promise<Client> | null = null;
  let bot: Promise<string> | null = null;

  return {
    async prepare() {
      client ??= openClient();
      await client;
    },
    botId() {
      bot ??= call('tell who the bot is', (sdk) =>
        sdk.request<Reply & { bot?: { open_id?: string } }>({ method: 'GET', url: '/open-apis/bot/v3/info' }),
      ).then(({ bot: found }) => {
        if (found?.open_id) return found.open_id;
        throw new FeishuError('tell who the bot is', null);
      });
      // Asked again with the next message.
      bot.catch(() => {
        bot = null;
      });
      return bot;
    },
    isOpenGroup(chatId) {
      const known = groups.get(chatId);
      if (known && known.ends > Date.now()) return known.isOpen;
      const isOpen = Promise.race([
        askOpenness(chatId),
        setTimeout(GROUP_TIMEOUT_MS, null, { ref: false }),
      ]).then(
        (found) => {
          if (found === null) groups.delete(chatId);
          return found ?? true;
        },
        () => {
          groups.delete(chatId);
          return true;
        },
      );
      if (groups.size >= MOST_GROUPS) groups.clear();
      groups.set(chatId, { isOpen, ends: Date.now() + GROUP_KEPT_MS });
      return isOpen;
    },
    async reply({ messageId, card, isInThread, onceKey }) {
      const { data } = await call('take a reply', (sdk) =>
        sdk.im.v1.message.reply({
          path: { message_id: messageId },
          data: {
            msg_type: 'interactive',
            content: JSON.stringify(card),
            reply_in_thread: isInThread,
            uuid: onceKey,
          },
        }),
      );
      if (data?.message_id) return data.message_id;
      throw new FeishuError('take a reply', null);
    },
    async replaceCard(messageId, card) {
      await call('replace a card', (sdk) =>
        sdk.im.v1.message.patch({
          path: { message_id: messageId },
          data: { content: JSON.stringify(card) },
        }),
      );
    },
  };

  async function askOpenness(chatId: string): Promise<boolean> {
    const { data } = await call('describe a group', (sdk) =>
      sdk.im.v1.chat.get({ path: { chat_id: chatId } }),
    );
    // People of other companies are in an external group.
    return data?.chat_type !== 'private' || data.external === true;
  }

  /** Calls again where that may help; every call here may be repeated. */
  async function call<Result extends Reply>(
    task: string,
    send: (sdk: Client) => Promise<Result>,
  ): Promise<Result> {
    client ??= openClient();
    const sdk = await client;
    for (let attempt = 0; ; attempt++) {
      const outcome = await send(sdk).then(
        (result) => ({ result, code: result.code ?? 0, status: 200 }),
        (error: unknown) => ({ result: null, ...readFailure(error) }),
      );
      const { result, code, status } = outcome;
      if (result !== null && code === 0) return result;
      const isStale = code !== null && STALE_TOKEN.has(code);
      const wait = RETRY_AFTER_MS[attempt];
      const mayHelp = isStale || status === null || status >= 500 || status === 429 || BUSY.has(code ?? 0);
      if (!mayHelp || wait === undefined) throw new FeishuError(task, code, `status ${status}`);
      if (isStale) tokens.clear();
      else await setTimeout(wait);
    }
  }

  async function openClient(): Promise<Client> {
    const { Client, LoggerLevel, defaultHttpInstance } = await import('@larksuiteoapi/node-sdk');
    const { defaults } = defaultHttpInstance as unknown as { defaults: { timeout?: number } };
    defaults.timeout = TIMEOUT_MS;
    const silent = () => {};
    return new Client({
      appId,
      appSecret: appSecret.reveal(),
      domain: apiUrl,
      cache: {
        async get(key) {
          const kept = tokens.get(String(key));
          return kept && kept.ends > Date.now() ? kept.value : undefined;
        },
        async set(key, value, ends) {
          tokens.set(String(key), { value, ends: ends ?? Number.POSITIVE_INFINITY });
          return true;
        },
      },
      // Its own would print requests with their tokens.
      logger: { error: silent, warn: silent, info: silent, debug: silent, trace: silent },
      loggerLevel: LoggerLevel.fatal,
    });
  }
}

/** Errors of the SDK hold the whole request, so that nothing but the code is taken of them. */
function readFailure(error: unknown): { readonly code: number | null; readonly status: number | null } {
  const { response } = error as { response?: { status?: number; data?: { code?: unknown } } };
  const code = response?.data?.code;
  return { code: typeof code === 'number' ? code : null, status: response?.status ?? null };
}
