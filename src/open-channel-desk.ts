import type { AppContext } from './app-context.ts';
import { chooseVisibility } from './channels/choose-visibility.ts';
import { createChannelDesk } from './channels/create-channel-desk.ts';
import type { ChannelDesk } from './channels/ports/channel-desk.ts';
import type { ChannelReplier } from './channels/ports/channel-question.ts';

/** The desk of one channel over the app's own stores; `replier` shows what it answers. */
export function openChannelDesk(
  { config, assistant, inbox, conversations, feedback, keys, logger }: AppContext,
  channel: string,
  replier: ChannelReplier,
): ChannelDesk {
  const { publicCollections, collectionsByPlace, questionsPerMinute } = config.channels;
  const rules = { ring: keys, publicCollections, collectionsByPlace };
  return createChannelDesk({
    channel,
    assistant,
    inbox,
    conversations,
    feedback,
    replier,
    visibilityOf: (question) => chooseVisibility(rules, channel, question),
    questionsPerMinute,
    logger: logger.child({ room: 'channels' }),
  });
}
