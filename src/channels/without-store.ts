import { StoreError } from '../domain/errors/store-error.ts';
import type { ChannelInbox } from './ports/channel-inbox.ts';

/** More messages than come in while a disk is full and redeliveries go on. */
const MOST_REMEMBERED = 10_000;

/**
 * An inbox that goes on where its store fails: messages are answered, and this process alone remembers that it took them. What it does
 * not know meanwhile: conversations of threads, what was left open, how much one person has asked.
 */
export function withoutStore(inbox: ChannelInbox): ChannelInbox {
  /** Messages taken while the store failed, oldest first. */
  const taken = new Set<string>();
  return {
    async claim(channel, question, times) {
      const key = JSON.stringify([channel, question.messageKey]);
      if (taken.has(key)) return false;
      return await orElse(inbox.claim(channel, question, times), () => {
        taken.add(key);
        if (taken.size > MOST_REMEMBERED) taken.delete(taken.values().next().value!);
        return true;
      });
    },
    claimStranded: (channel, times) => orElse(inbox.claimStranded(channel, times), () => []),
    get: (channel, messageKey) => orElse(inbox.get(channel, messageKey), () => null),
    askedIn: (channel, messageKey, now) => orElse(inbox.askedIn(channel, messageKey, now), () => now),
    setHandle: (channel, messageKey, handle) =>
      orElse(inbox.setHandle(channel, messageKey, handle), () => {}),
    finish: (channel, messageKey, id) => orElse(inbox.finish(channel, messageKey, id), () => null),
    conversationOf: (channel, threadKey) => orElse(inbox.conversationOf(channel, threadKey), () => null),
    setConversation: (channel, threadKey, id) =>
      orElse(inbox.setConversation(channel, threadKey, id), () => {}),
    count: (channel, userKey, period) => orElse(inbox.count(channel, userKey, period), () => 0),
    // To forget is to be sure of it.
    forget: (channel, messageKey) => inbox.forget(channel, messageKey),
    deleteOlderThan: (before) => inbox.deleteOlderThan(before),
    newest: () => inbox.newest(),
    close: () => inbox.close(),
  };
}

function orElse<Value>(work: Promise<Value>, instead: () => Value): Promise<Value> {
  return work.catch((error: unknown) => {
    if (error instanceof StoreError) return instead();
    throw error;
  });
}
