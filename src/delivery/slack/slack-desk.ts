import type { AppContext } from '../../app-context.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import type { ChannelQuestion } from '../../channels/ports/channel-question.ts';
import type { Visibility } from '../../domain/search-scope.ts';
import type { ChannelLog } from './channel-log.ts';
import type { Place, PlaceRequest } from './find-place.ts';
import type { SlackIdentity } from './identity.ts';
import type { SlackClient } from './slack-client.ts';

export const CHANNEL = 'slack';

/** What the handlers of events, commands and clicks share. */
export interface SlackDesk {
  readonly ctx: Pick<AppContext, 'config' | 'inbox' | 'conversations'>;
  readonly client: SlackClient;
  readonly desk: ChannelDesk;
  readonly identity: () => Promise<SlackIdentity>;
  readonly findPlace: (request: PlaceRequest) => Promise<Place>;
  readonly visibilityOf: (question: Pick<ChannelQuestion, 'place' | 'isOpen'>) => Visibility | null;
  readonly log: ChannelLog;
  /** Does what need not be done before Slack is answered; a failure is logged. */
  readonly later: (what: string, work: () => Promise<unknown>) => void;
}
