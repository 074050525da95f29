import express, { type RequestHandler } from 'express';
import type { AppContext } from '../../app-context.ts';
import { asksToBeginAnew, createDirectThreads } from '../../channels/direct-thread.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import { ANEW_TEXT } from '../../channels/rendering/notice-text.ts';
import { openCallback } from './open-callback.ts';
import { readCallback, type WecomMessage } from './read-callback.ts';
import { readXml } from './read-xml.ts';
import type { WecomApi } from './wecom-api.ts';
import type { WecomSettings } from './wecom-settings.ts';

const CHANNEL = 'wecom';

/**
 * `GET /wecom/events` proves to WeCom that the address is ours; `POST` takes messages and says `success` once they are kept. Answers are sent
 * later: WeCom waits five seconds only.
 */
export function wecomRoutes(
  { config, inbox, logger }: Pick<AppContext, 'config' | 'inbox' | 'logger'>,
  {
    settings,
    api,
    desk,
  }: { readonly settings: WecomSettings; readonly api: WecomApi; readonly desk: ChannelDesk },
): RequestHandler {
  const log = logger.child({ room: CHANNEL });
  const directThreads = createDirectThreads(inbox, CHANNEL);
  const router = express.Router();
  const open = (query: express.Request['query'], encrypted: unknown) => {
    const { msg_signature: signature, timestamp, nonce } = query;
    const plain = openCallback({ signature, timestamp, nonce, encrypted }, settings, new Date());
    if (plain === null) log.warn('a request was refused');
    return plain;
  };

  router.get('/wecom/events', ({ query }, response) => {
    const plain = open(query, query['echostr']);
    if (plain === null) response.status(401).end();
    else response.type('text/plain').send(plain);
  });

  const readBody = express.raw({ type: () => true, limit: config.maxBodyBytes });
  router.post('/wecom/events', readBody, async ({ query, body }, response) => {
    const envelope = Buffer.isBuffer(body) ? readXml(body.toString()) : null;
    const plain = open(query, envelope?.['Encrypt']);
    const message = plain === null ? null : readCallback(plain);
    const isOurs = message === null || isForUs(message);
    if (plain === null || !isOurs) {
      response.status(401).end();
      return;
    }
    if (message !== null && message.text !== '') await receive(message);
    response.type('text/plain').send('success');
  });
  return router;

  function isForUs({ corpId, agentId }: WecomMessage): boolean {
    return corpId === settings.corpId && agentId === String(settings.agentId);
  }

  async function receive({ corpId, messageId, userId, writtenAt, text }: WecomMessage): Promise<void> {
    const base = `${corpId}:${userId}`;
    if (asksToBeginAnew(text)) {
      const isFirst = await directThreads.beginAnew(base, messageId);
      if (isFirst) {
        api
          .sendMarkdown(userId, ANEW_TEXT)
          .catch((err: unknown) => log.error({ err }, 'a reply could not be shown'));
      }
      return;
    }
    await desk.receive({
      messageKey: messageId,
      threadKey: await directThreads.threadOf(base, writtenAt),
      userKey: base,
      place: 'dm',
      isOpen: false,
      text,
      address: { userId },
    });
  }
}
