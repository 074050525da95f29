import type { RequestHandler } from 'express';
import type { AppContext } from './app-context.ts';
import type { ChannelDesk } from './channels/ports/channel-desk.ts';
import type { Secrets } from './config/secrets.ts';
import { openFeishu } from './delivery/feishu/open-feishu.ts';
import { openSlack } from './delivery/slack/open-slack.ts';
import { openWecom } from './delivery/wecom/open-wecom.ts';
import { channelVisibility, openChannelDesk } from './open-channel-desk.ts';

/** One channel as its adapter opens it. */
export interface OpenedChannel {
  readonly desk: ChannelDesk;
  /** Its addresses; null where it calls out and needs none. */
  readonly router: RequestHandler | null;
  /** Begins to receive where that takes more than an address. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

export interface OpenedChannels {
  readonly routers: readonly RequestHandler[];
  start(): Promise<void>;
  /** Receives nothing more, and ends what was taken. */
  stop(): Promise<void>;
}

/** Questions of a process that died are looked for so often. */
const RESUME_EVERY_MS = 60_000;

/** The channels that are configured: without its secret a channel has no address. */
export function openChannels(ctx: AppContext, secrets: Secrets): OpenedChannels {
  const channels: readonly OpenedChannel[] = [
    openSlack(ctx, secrets, {
      openDesk: (replier) => openChannelDesk(ctx, 'slack', replier),
      visibilityOf: channelVisibility(ctx, 'slack'),
    }),
    openFeishu(ctx, secrets, (replier) => openChannelDesk(ctx, 'feishu', replier)),
    openWecom(ctx, secrets, (replier) => openChannelDesk(ctx, 'wecom', replier)),
  ].filter((channel) => channel !== null);
  const log = ctx.logger.child({ room: 'channels' });
  let timer: NodeJS.Timeout | undefined;
  const resume = async () => {
    try {
      await Promise.all(channels.map(({ desk }) => desk.resumeStranded()));
    } catch (err) {
      log.error({ err }, 'questions that were left could not be taken up');
    }
  };
  return {
    routers: channels.flatMap(({ router }) => router ?? []),
    async start() {
      if (channels.length === 0) return;
      if (!ctx.config.hasPublicUrl) log.warn('PUBLIC_URL is not set: links in answers lead to this machine');
      await Promise.all(channels.map((channel) => channel.start?.()));
      await resume();
      timer = setInterval(resume, RESUME_EVERY_MS);
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(channels.map((channel) => channel.stop?.()));
      await Promise.all(channels.map(({ desk }) => desk.settled()));
    },
  };
}
