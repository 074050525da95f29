import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CORP_ID = 'ww1234567890abcdef';
export const AGENT_ID = '1000002';
export const SECRET = 'wecom-secret';
export const TOKEN = 'wecom-token';
export const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

export interface FakeWecom {
  readonly url: string;
  readonly sent: { readonly userId: string; readonly content: string }[];
  tokensGiven: number;
  /** What the next messages are answered with, instead of being sent. */
  readonly refusals: number[];
  /** The token that was given is not accepted any more. */
  takeTokenBack(): void;
  close(): Promise<void>;
}

/** The calls of WeCom's API that the bot makes, as WeCom answers them. */
export async function startFakeWecom({ expiresIn = 7200 } = {}): Promise<FakeWecom> {
  let validToken = '';
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname, searchParams } = new URL(request.url!, 'http://wecom');
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer(pathname, searchParams, text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeWecom = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: [],
    tokensGiven: 0,
    refusals: [],
    takeTokenBack: () => {
      validToken = 'another';
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;

  function answer(path: string, query: URLSearchParams, text: string): object {
    if (path === '/cgi-bin/gettoken') {
      if (query.get('corpid') !== CORP_ID || query.get('corpsecret') !== SECRET) return { errcode: 40001 };
      validToken = `t-${++fake.tokensGiven}`;
      return { errcode: 0, access_token: validToken, expires_in: expiresIn };
    }
    if (path !== '/cgi-bin/message/send') return { errcode: 404 };
    if (query.get('access_token') !== validToken) return { errcode: 42001 };
    const refusal = fake.refusals.shift();
    if (refusal !== undefined) return { errcode: refusal };
    const { touser, agentid, msgtype, markdown } = JSON.parse(text);
    if (agentid !== Number(AGENT_ID) || msgtype !== 'markdown') return { errcode: 40008 };
    if (Buffer.byteLength(markdown.content) > 2048) return { errcode: 45002 };
    fake.sent.push({ userId: touser, content: markdown.content });
    return { errcode: 0 };
  }
}

export interface SealOptions {
  readonly token?: string;
  readonly corpId?: string;
  readonly aesKey?: string;
  readonly signedAt?: number;
}

/** Encrypts as WeCom does. */
export function encrypt(text: string, { corpId = CORP_ID, aesKey = AES_KEY }: SealOptions = {}): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const message = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([randomBytes(16), length, message, Buffer.from(corpId)]);
  const missing = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(missing, missing)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** The address with the signature of an encrypted text. */
export function sign(url: string, encrypted: string, options: SealOptions = {}): URL {
  const timestamp = String(Math.floor((options.signedAt ?? Date.now()) / 1000));
  const parts = [options.token ?? TOKEN, timestamp, 'nonce', encrypted].sort().join('');
  const signed = new URL(`${url}/wecom/events`);
  signed.searchParams.set('msg_signature', createHash('sha1').update(parts).digest('hex'));
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('nonce', 'nonce');
  return signed;
}

export function push(url: string, xml: string, options: SealOptions = {}): Promise<Response> {
  const encrypted = encrypt(xml, options);
  const body = `<xml><ToUserName><![CDATA[${CORP_ID}]]></ToUserName><AgentID><![CDATA[${AGENT_ID}]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return fetch(sign(url, encrypted, options), {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml' },
    body,
  });
}

export function messageXml(
  messageId: string,
  text: string,
  { userId = 'wang', type = 'text', agentId = AGENT_ID, createdAt = Date.now() } = {},
): string {
  return [
    '<xml>',
    `<ToUserName><![CDATA[${CORP_ID}]]></ToUserName>`,
    `<FromUserName><![CDATA[${userId}]]></FromUserName>`,
    `<CreateTime>${Math.floor(createdAt / 1000)}</CreateTime>`,
    `<MsgType><![CDATA[${type}]]></MsgType>`,
    `<Content><![CDATA[${text}]]></Content>`,
    `<MsgId>${messageId}</MsgId>`,
    `<AgentID>${agentId}</AgentID>`,
    '</xml>',
  ].join('\n');
}
