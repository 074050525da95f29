import express, { type RequestHandler } from 'express';
import type { AppContext } from '../../app-context.ts';
import { asksToBeginAnew, createDirectThreads } from '../../channels/direct-thread.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import { ANEW_TEXT } from '../../channels/rendering/notice-text.ts';
import type { FeishuApi } from './feishu-api.ts';
import type { FeishuSettings } from './feishu-settings.ts';
import { openRequest } from './open-request.ts';
import { type FeishuEvent, type FeishuMessage, readEvent } from './read-event.ts';
import { renderTextCard } from './render-card.ts';

const CHANNEL = 'feishu';
/** A message may have 150 kB, encrypted more; who writes that much is told so, which a refused request could not do. */
const LONGEST_BODY = 512 * 1024;

/** Events and clicks at `POST /feishu/events`; 200 once a question is kept, so that an earlier end means that it comes again. */
export function feishuRoutes(
  { inbox, logger }: Pick<AppContext, 'inbox' | 'logger'>,
  {
    settings,
    api,
    desk,
  }: { readonly settings: FeishuSettings; readonly api: FeishuApi; readonly desk: ChannelDesk },
): RequestHandler {
  const log = logger.child({ room: CHANNEL });
  const directThreads = createDirectThreads(inbox, CHANNEL);
  const router = express.Router();
  const readBody = express.raw({ type: () => true, limit: LONGEST_BODY });
  router.post('/feishu/events', readBody, async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const opened = openRequest({ body, headers: request.headers }, settings, new Date());
    if (opened.kind === 'refused') {
      log.warn({ reason: opened.reason }, 'a request was refused');
      response.status(401).end();
      return;
    }
    if (opened.kind === 'challenge') {
      response.json({ challenge: opened.challenge });
      return;
    }
    const event = readEvent(opened.payload);
    response.json(event === null ? {} : await handle(event));
  });
  return router;

  async function handle(event: FeishuEvent): Promise<object> {
    switch (event.kind) {
      case 'message':
        await receive(event);
        return {};
      case 'recall':
        await desk.forget(event.messageId);
        return {};
      case 'verdict': {
        const { threadKey, messageId, verdict } = event;
        const isKept = await desk.giveFeedback(threadKey, messageId, { verdict, comment: null });
        return isKept
          ? { toast: { type: 'success', content: '谢谢，已记下。' } }
          : { toast: { type: 'info', content: '这条回答已不再保存。' } };
      }
    }
  }

  async function receive(message: FeishuMessage): Promise<void> {
    const { tenantKey, chatId, messageId, rootId, isDirect, userId } = message;
    const base = `${tenantKey}:${chatId}`;
    // Replies and threads tell in a group what follows what; who writes to the bot alone just writes on.
    const threadKey = isDirect
      ? await directThreads.threadOf(base, message.writtenAt)
      : `${base}:${rootId ?? messageId}`;
    if (!isDirect && !(await isForBot(message, threadKey))) return;
    const text = withoutMentions(message, isDirect ? null : await api.botId());
    if (text === '') return;
    if (isDirect && asksToBeginAnew(text)) {
      if (await directThreads.beginAnew(base, messageId)) confirmAnew(message);
      return;
    }
    await desk.receive({
      messageKey: messageId,
      threadKey,
      userKey: `${tenantKey}:${userId}`,
      place: isDirect ? 'dm' : chatId,
      isOpen: !isDirect && (await api.isOpenGroup(chatId)),
      text,
      address: { isInThread: String(message.isInThread) },
    });
  }

  /** Nobody waits for it. */
  function confirmAnew({ messageId, isInThread }: FeishuMessage): void {
    const card = renderTextCard(ANEW_TEXT);
    api
      .reply({ messageId, card, isInThread, onceKey: `anew ${messageId}`.slice(0, 50) })
      .catch((err: unknown) => log.error({ err }, 'a reply could not be shown'));
  }

  /** In a group: where the bot is mentioned, or answered before in the same thread. */
  async function isForBot({ mentions, rootId }: FeishuMessage, threadKey: string): Promise<boolean> {
    const botId = await api.botId();
    if (mentions.some(({ openId }) => openId === botId)) return true;
    if (rootId === null) return false;
    // Who turns to somebody else there does not ask the bot.
    if (mentions.length > 0) return false;
    if ((await inbox.get(CHANNEL, rootId)) !== null) return true;
    return (await inbox.conversationOf(CHANNEL, threadKey)) !== null;
  }
}

/** The bot's own mention says nothing; others become names. In a direct chat all are names. */
function withoutMentions({ text, mentions }: FeishuMessage, botId: string | null): string {
  const named = [...mentions]
    .sort((a, b) => b.key.length - a.key.length)
    .reduce(
      (words, { key, name, openId }) =>
        words.replaceAll(key, () => (openId !== null && openId === botId ? ' ' : name)),
      text,
    );
  return named.trim();
}
