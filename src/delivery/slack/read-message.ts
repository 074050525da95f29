import type { MessageEvent } from './slack-body.ts';

/** What a message asks of us. */
export type MessageReading =
  | { readonly kind: 'ignore' }
  /** It was deleted; `ts` names it. */
  | { readonly kind: 'deleted'; readonly ts: string }
  /** Written to the bot: in a direct message, or with its name. */
  | { readonly kind: 'addressed' }
  /** Written in a thread without naming the bot: for us where we answer in that thread. */
  | { readonly kind: 'in-thread' };

/** Subtypes that a person wrote. */
const WRITTEN = new Set([undefined, 'thread_broadcast', 'file_share']);

/** Reads a `message` or an `app_mention`; both of the same message read alike, whichever comes first. */
export function readMessage(event: MessageEvent, botUserId: string): MessageReading {
  const { subtype, text = '' } = event;
  if (subtype === 'message_deleted' && event.deleted_ts) return { kind: 'deleted', ts: event.deleted_ts };
  // A message that has replies does not vanish when it is deleted: a tombstone takes its place.
  if (subtype === 'message_changed' && event.message?.subtype === 'tombstone') {
    return { kind: 'deleted', ts: event.message.ts };
  }
  const isOwn = event.user === undefined || event.user === botUserId || event.user === 'USLACKBOT';
  if (!WRITTEN.has(subtype) || event.bot_id !== undefined || isOwn) return { kind: 'ignore' };
  if (event.type === 'app_mention' || event.channel_type === 'im') return { kind: 'addressed' };
  if (new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`).test(text)) return { kind: 'addressed' };
  // People who talk to each other in our thread.
  const isToSomeoneElse = /^\s*<@/.test(text);
  const isReply = event.thread_ts !== undefined && event.thread_ts !== event.ts;
  return isReply && !isToSomeoneElse ? { kind: 'in-thread' } : { kind: 'ignore' };
}
