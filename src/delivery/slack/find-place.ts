import { LRUCache } from 'lru-cache';
import type { SlackClient } from './slack-client.ts';

/** Where something was asked, as the rules of visibility take it. */
export interface Place {
  readonly place: string;
  readonly isOpen: boolean;
}

export interface PlaceRequest {
  readonly channel: string;
  /** As the event says it; a mention does not. */
  readonly channelType: string | undefined;
  /** Other organizations read along. */
  readonly isShared: boolean;
}

/** Slack is to be answered within three seconds. */
const PATIENCE_MS = 1500;

/**
 * Closed are direct messages and channels that are known to be private and our own; everything else counts as open, also where Slack does
 * not say (it failed, or the right to ask is missing).
 */
export function createPlaceFinder(client: SlackClient): (request: PlaceRequest) => Promise<Place> {
  const known = new LRUCache<string, Promise<boolean>>({ max: 1000, ttl: 10 * 60_000 });

  return async ({ channel, channelType, isShared }) => {
    if (channelType === 'im' || channel.startsWith('D')) return { place: 'dm', isOpen: isShared };
    if (isShared || channelType === 'channel') return { place: channel, isOpen: true };
    if (channelType === 'group' || channelType === 'mpim') return { place: channel, isOpen: false };
    let closed = known.get(channel);
    if (closed === undefined) {
      closed = isClosed(channel);
      known.set(channel, closed);
      closed.catch(() => known.delete(channel));
    }
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
    return { place: channel, isOpen: !(await Promise.race([closed.catch(() => false), late])) };
  };

  async function isClosed(channel: string): Promise<boolean> {
    const { channel: info } = await client.call('conversations.info', { channel });
    const { is_private, is_im, is_mpim, is_ext_shared, is_org_shared, is_pending_ext_shared } = (info ??
      {}) as Record<string, unknown>;
    const isPrivate = is_private === true || is_im === true || is_mpim === true;
    return isPrivate && ![is_ext_shared, is_org_shared, is_pending_ext_shared].includes(true);
  }
}
