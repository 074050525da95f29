import express, { type Request, Router } from 'express';
import type { ChannelLog } from './channel-log.ts';
import type { Acknowledgement } from './handle-body.ts';
import { loadBolt } from './load-bolt.ts';

export interface SlackRouterOptions {
  readonly signingSecret: string;
  readonly handle: (body: unknown, options: { readonly isRetry: boolean }) => Promise<Acknowledgement>;
  readonly log: ChannelLog;
}

const BODY_LIMIT = '512kb';
/** Bolt refuses what is older; what is from so far in the future is not Slack's either. */
const LARGEST_SKEW_SECONDS = 300;

/** `POST /slack/events`: events, commands and clicks. Nothing is read of a request that is not signed. */
export function slackRouter({ signingSecret, handle, log }: SlackRouterOptions): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
  router.post('/slack/events', raw, async (request, response) => {
    const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    if (!isSigned(request, text, signingSecret)) {
      response.status(401).end();
      return;
    }
    const body = readBody(request, text);
    if (body === null) {
      response.status(400).end();
      return;
    }
    if (body['type'] === 'url_verification') {
      response.type('text/plain').send(String(body['challenge']));
      return;
    }
    try {
      const isRetry = request.headers['x-slack-retry-num'] !== undefined;
      const reply = await handle(body, { isRetry });
      if (reply === null) response.status(200).end();
      else response.json(reply);
    } catch (err) {
      log.error({ err }, 'a request of slack was not taken');
      response.status(503).end();
    }
  });
  return router;
}

function isSigned(request: Request, body: string, signingSecret: string): boolean {
  const signature = request.headers['x-slack-signature'];
  const sentAt = request.headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof sentAt !== 'string' || !/^\d{1,12}$/.test(sentAt)) return false;
  if (Number(sentAt) > Date.now() / 1000 + LARGEST_SKEW_SECONDS) return false;
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(sentAt) };
  return loadBolt().isValidSlackRequest({ signingSecret, body, headers });
}

/** JSON of events; a form for commands, and for clicks with JSON in it. Null where it is neither. */
function readBody(request: Request, text: string): Record<string, unknown> | null {
  const form = request.is('application/x-www-form-urlencoded') ? new URLSearchParams(text) : null;
  try {
    const payload = form === null ? text : form.get('payload');
    const body: unknown = payload === null ? Object.fromEntries(form!) : JSON.parse(payload);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
