import type { AppContext } from './app-context.ts';
import { chooseVisibility } from './channels/choose-visibility.ts';
import { createChannelDesk } from './channels/create-channel-desk.ts';
import type { ChannelDesk } from './channels/ports/channel-desk.ts';
import type { ChannelQuestion, ChannelReplier } from './channels/ports/channel-question.ts';

/** The desk of one channel over the app's own stores; `replier` shows what it answers. */
export function openChannelDesk(ctx: AppContext, channel: string, replier: ChannelReplier): ChannelDesk {
  const { config, assistant, inbox, conversations, feedback, logger } = ctx;
  return createChannelDesk({
    channel,
    assistant,
    inbox,
    conversations,
    feedback,
    replier,
    visibilityOf: channelVisibility(ctx, channel),
    questionsPerMinute: config.channels.questionsPerMinute,
    logger: logger.child({ room: 'channels' }),
  });
}

/** What may be seen where something is asked or clicked. */
export function channelVisibility({ config, keys }: Pick<AppContext, 'config' | 'keys'>, channel: string) {
  const { publicCollections, collectionsByPlace } = config.channels;
  const rules = { ring: keys, publicCollections, collectionsByPlace };
  return (where: Pick<ChannelQuestion, 'place' | 'isOpen'>) => chooseVisibility(rules, channel, where);
}
