import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { WecomSettings } from './wecom-settings.ts';

/** The one thing that a bot does there. Failures are thrown without what was sent. */
export interface WecomApi {
  /** Sends a message of at most 2048 bytes to a person. */
  sendMarkdown(userId: string, content: string): Promise<void>;
}

/** The answer of WeCom to a call it refused. */
export class WecomError extends Error {
  constructor(task: string, reason: string) {
    super(`WeCom did not ${task}: ${reason}`);
    this.name = 'WecomError';
  }
}

const TIMEOUT_MS = 10_000;
/** A token is renewed so much before its end. */
const MARGIN_MS = 180_000;
/** The token is invalid or over. */
const STALE_TOKEN = new Set([40014, 42001]);
const BUSY = -1;
const RETRY_AFTER_MS = 500;
const MOST_ATTEMPTS = 3;

const Reply = z.object({ errcode: z.number() });
const TokenReply = z.object({ access_token: z.string(), expires_in: z.number() });

interface Token {
  readonly value: string;
  readonly ends: number;
}

/** WeCom's API; the access token is kept until its end and renewed where WeCom refuses it. */
export function createWecomApi({ corpId, agentId, secret, apiUrl }: WecomSettings): WecomApi {
  let token: Promise<Token> | null = null;

  return {
    async sendMarkdown(userId, content) {
      const body = { touser: userId, msgtype: 'markdown', agentid: agentId, markdown: { content } };
      for (let attempt = 1; ; attempt++) {
        const { value } = await freshToken();
        const { errcode } = await call(
          'send a message',
          '/cgi-bin/message/send',
          { access_token: value },
          body,
        );
        if (errcode === 0) return;
        const mayHelp = STALE_TOKEN.has(errcode) || errcode === BUSY;
        if (!mayHelp || attempt === MOST_ATTEMPTS) throw new WecomError('send a message', `code ${errcode}`);
        if (errcode === BUSY) await setTimeout(RETRY_AFTER_MS * attempt);
        else await dropToken(value);
      }
    },
  };

  /** Asked for once, however many wait for it. */
  async function freshToken(): Promise<Token> {
    const known = await token;
    if (known !== null && known.ends > Date.now()) return known;
    // Another may have asked meanwhile.
    if (token === null || (await token) === known) {
      token = askToken();
      token.catch(() => {
        token = null;
      });
    }
    return freshToken();
  }

  async function dropToken(value: string): Promise<void> {
    const known = await token;
    if (known?.value === value) token = null;
  }

  async function askToken(): Promise<Token> {
    const query = { corpid: corpId, corpsecret: secret.reveal() };
    const reply = await call('give a token', '/cgi-bin/gettoken', query);
    const parsed = TokenReply.safeParse(reply);
    if (!parsed.success) throw new WecomError('give a token', `code ${reply.errcode}`);
    const { access_token: value, expires_in: seconds } = parsed.data;
    return { value, ends: Date.now() + Math.max(seconds * 1000 - MARGIN_MS, 1000) };
  }

  async function call(task: string, path: string, query: Record<string, string>, body?: object) {
    const response = await fetch(`${apiUrl}${path}?${new URLSearchParams(query)}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
      ...(body && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    }).catch(() => {
      throw new WecomError(task, 'it cannot be reached');
    });
    const parsed = z.looseObject(Reply.shape).safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new WecomError(task, `status ${response.status}`);
    return parsed.data;
  }
}
