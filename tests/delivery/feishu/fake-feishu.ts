import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP_ID = 'cli_sample';
export const APP_SECRET = 'feishu-app-secret';
export const TOKEN = 'feishu-verification-token';
export const ENCRYPT_KEY = 'feishu-encrypt-key';
export const BOT = 'ou_bot';

export interface Shown {
  /** The message of the bot. */
  readonly messageId: string;
  readonly replyTo: string;
  readonly isInThread: boolean;
  /** Every card that stood there, the last is the present one. */
  readonly cards: { readonly body: { readonly elements: readonly Record<string, unknown>[] } }[];
}

export interface FakeFeishu {
  readonly url: string;
  readonly shown: Shown[];
  tokensGiven: number;
  /** Whether cards cannot be replaced. */
  refusesCards: boolean;
  /** What the next calls are answered with, instead of being done. */
  readonly refusals: { readonly status?: number; readonly code: number }[];
  /** Groups by id; those unknown are private. */
  readonly groups: Map<string, object>;
  close(): Promise<void>;
}

/** The calls of Feishu's API that the bot makes, as Feishu answers them. */
export async function startFakeFeishu(): Promise<FakeFeishu> {
  const onceKeys = new Map<string, string>();
  let validToken = '';
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text === '' ? {} : JSON.parse(text);
    const { status = 200, ...reply } = answer(
      request.method!,
      request.url!,
      body,
      request.headers.authorization,
    );
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeFeishu = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown: [],
    tokensGiven: 0,
    refusesCards: false,
    refusals: [],
    groups: new Map(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;

  function answer(
    method: string,
    url: string,
    body: Record<string, string>,
    authorization: string | undefined,
  ): { status?: number; code: number; [field: string]: unknown } {
    if (url.endsWith('/auth/v3/tenant_access_token/internal')) {
      if (body['app_id'] !== APP_ID || body['app_secret'] !== APP_SECRET) return { code: 10014 };
      validToken = `t-${++fake.tokensGiven}`;
      return { code: 0, tenant_access_token: validToken, expire: 7200 };
    }
    const refusal = fake.refusals.shift();
    if (refusal) return refusal;
    if (authorization !== `Bearer ${validToken}`) return { status: 400, code: 99991663 };
    const { pathname } = new URL(url, 'http://feishu');
    if (pathname === '/open-apis/bot/v3/info') return { code: 0, bot: { open_id: BOT } };
    const [, messages, id, isReply] = /^\/open-apis\/im\/v1\/(messages|chats)\/([^/]+)(\/reply)?$/.exec(
      pathname,
    )!;
    if (messages === 'chats') return { code: 0, data: fake.groups.get(id!) ?? { chat_type: 'private' } };
    const card = JSON.parse(body['content']!);
    if (Buffer.byteLength(body['content']!) > 30_000) return { status: 400, code: 230025 };
    if (method === 'PATCH') {
      if (fake.refusesCards) return { status: 400, code: 230011 };
      fake.shown.find(({ messageId }) => messageId === id)!.cards.push(card);
      return { code: 0, data: {} };
    }
    if (!isReply) return { status: 404, code: 404 };
    const known = onceKeys.get(body['uuid']!);
    if (known !== undefined) return { code: 0, data: { message_id: known } };
    const messageId = `om_reply_${fake.shown.length + 1}`;
    onceKeys.set(body['uuid']!, messageId);
    fake.shown.push({ messageId, replyTo: id!, isInThread: Boolean(body['reply_in_thread']), cards: [card] });
    return { code: 0, data: { message_id: messageId } };
  }
}

/** What stands in a card at present. */
export function textOf({ cards }: Shown): string {
  return cards
    .at(-1)!
    .body.elements.map(({ content }) => content ?? '')
    .join('\n');
}

export interface MessageOptions {
  readonly chatId?: string;
  readonly isDirect?: boolean;
  readonly mentionsBot?: boolean;
  readonly rootId?: string;
  readonly userId?: string;
  readonly senderType?: string;
  readonly createdAt?: number;
}

let events = 0;

/** im.message.receive_v1; in a group with the bot mentioned unless told otherwise. */
export function messageEvent(messageId: string, text: string, options: MessageOptions = {}) {
  const { isDirect = false, chatId = 'oc_group', mentionsBot = !isDirect, rootId } = options;
  return {
    ...head('im.message.receive_v1'),
    event: {
      sender: {
        sender_id: { open_id: options.userId ?? 'ou_wang' },
        sender_type: options.senderType ?? 'user',
        tenant_key: 'tenant',
      },
      message: {
        message_id: messageId,
        ...(rootId !== undefined && { root_id: rootId, parent_id: rootId }),
        create_time: String(options.createdAt ?? Date.now()),
        chat_id: chatId,
        chat_type: isDirect ? 'p2p' : 'group',
        message_type: 'text',
        content: JSON.stringify({ text: mentionsBot ? `@_user_1 ${text}` : text }),
        ...(mentionsBot && {
          mentions: [{ key: '@_user_1', id: { open_id: BOT }, name: '条文', tenant_key: 'tenant' }],
        }),
      },
    },
  };
}

export function recallEvent(messageId: string) {
  return { ...head('im.message.recalled_v1'), event: { message_id: messageId, chat_id: 'oc_group' } };
}

/** A click on a button, with the value that the card gave it. */
export function clickEvent(value: unknown) {
  return {
    ...head('card.action.trigger'),
    event: { operator: { open_id: 'ou_wang' }, token: 'c-1', action: { value, tag: 'button' } },
  };
}

function head(type: string) {
  return {
    schema: '2.0',
    header: {
      event_id: `event-${++events}`,
      event_type: type,
      create_time: String(Date.now()),
      token: TOKEN,
      app_id: APP_ID,
      tenant_key: 'tenant',
    },
  };
}

export function encrypt(payload: unknown, key = ENCRYPT_KEY): { encrypt: string } {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  const bytes = [iv, cipher.update(JSON.stringify(payload)), cipher.final()];
  return { encrypt: Buffer.concat(bytes).toString('base64') };
}

export interface PushOptions {
  readonly isEncrypted?: boolean;
  readonly key?: string;
  readonly signedAt?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Body and headers as Feishu sends them: encrypted and signed, or plain. */
export function seal(payload: unknown, { isEncrypted = true, key = ENCRYPT_KEY, ...options }: PushOptions) {
  const body = JSON.stringify(isEncrypted ? encrypt(payload, key) : payload);
  const timestamp = String(Math.floor((options.signedAt ?? Date.now()) / 1000));
  const signature = createHash('sha256').update(`${timestamp}nonce${key}${body}`).digest('hex');
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    ...(isEncrypted && {
      'X-Lark-Request-Timestamp': timestamp,
      'X-Lark-Request-Nonce': 'nonce',
      'X-Lark-Signature': signature,
    }),
    ...options.headers,
  };
  return { body, headers };
}

export function push(url: string, payload: unknown, options: PushOptions = {}): Promise<Response> {
  return fetch(`${url}/feishu/events`, { method: 'POST', ...seal(payload, options) });
}
