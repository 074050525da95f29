import type { AppContext } from '../../app-context.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import type { ChannelReplier } from '../../channels/ports/channel-question.ts';
import type { Secrets } from '../../config/secrets.ts';
import { createPlaceFinder } from './find-place.ts';
import { handleBody } from './handle-body.ts';
import { createIdentity } from './identity.ts';
import { openSocket } from './open-socket.ts';
import { createSlackClient } from './slack-client.ts';
import type { SlackDesk } from './slack-desk.ts';
import { createSlackReplier } from './slack-replier.ts';
import { slackRouter } from './slack-router.ts';

export interface SlackOptions {
  readonly openDesk: (replier: ChannelReplier) => ChannelDesk;
  readonly visibilityOf: SlackDesk['visibilityOf'];
}

/** The bot, or null where it is not configured: a token, and either the signing secret or Socket Mode. */
export function openSlack(
  ctx: AppContext,
  { slackBotToken, slackSigningSecret, slackAppToken }: Secrets,
  { openDesk, visibilityOf }: SlackOptions,
) {
  const { apiUrl, socketMode } = ctx.config.slack;
  const log = ctx.logger.child({ room: 'slack' });
  if (slackBotToken === null || (socketMode ? slackAppToken : slackSigningSecret) === null) {
    if (slackBotToken !== null || slackSigningSecret !== null)
      log.warn({}, 'slack is not configured completely');
    return null;
  }
  const client = createSlackClient({ token: slackBotToken.reveal(), apiUrl }, log);
  const desk = openDesk(createSlackReplier(client, ctx.config.publicUrl));
  const open = new Set<Promise<void>>();
  const slack: SlackDesk = {
    ctx,
    client,
    desk,
    identity: createIdentity(client),
    findPlace: createPlaceFinder(client),
    visibilityOf,
    log,
    later(what, work) {
      const done = work()
        .then(() => undefined)
        .catch((err: unknown) => log.error({ err, what }, 'something for slack was not done'))
        .finally(() => open.delete(done));
      open.add(done);
    },
  };
  const handle = (body: unknown, options: { readonly isRetry: boolean }) => handleBody(slack, body, options);
  const socket =
    socketMode && slackAppToken !== null
      ? openSocket({ appToken: slackAppToken.reveal(), apiUrl, handle, log })
      : null;
  return {
    desk,
    router:
      socketMode || slackSigningSecret === null
        ? null
        : slackRouter({ signingSecret: slackSigningSecret.reveal(), handle, log }),
    async start() {
      // Neither is waited for: without Slack the rest is served all the same. What fails now is asked for again with the first event.
      void slack.identity().catch((err: unknown) => log.error({ err }, 'slack does not know the token'));
      void socket?.start().catch((err: unknown) => log.error({ err }, 'slack socket could not be opened'));
    },
    async stop() {
      await socket?.stop();
      while (open.size > 0) await Promise.all(open);
    },
  };
}
