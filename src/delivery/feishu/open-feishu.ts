import type { RequestHandler } from 'express';
import type { AppContext } from '../../app-context.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import type { ChannelReplier } from '../../channels/ports/channel-question.ts';
import type { Secrets } from '../../config/secrets.ts';
import { createFeishuApi } from './feishu-api.ts';
import { createFeishuReplier } from './feishu-replier.ts';
import { feishuRoutes } from './feishu-routes.ts';
import { readFeishuSettings } from './feishu-settings.ts';

export interface OpenedFeishu {
  readonly desk: ChannelDesk;
  readonly router: RequestHandler;
  start(): Promise<void>;
}

/** Feishu and Lark. Null where anything is missing that it takes to tell who calls. */
export function openFeishu(
  ctx: AppContext,
  secrets: Secrets,
  openDesk: (replier: ChannelReplier) => ChannelDesk,
): OpenedFeishu | null {
  const settings = readFeishuSettings(ctx.config, secrets);
  if (settings === null) {
    const isBegun = ctx.config.channels.feishu.appId !== null || secrets.feishuAppSecret !== null;
    if (isBegun) ctx.logger.warn({ room: 'feishu' }, 'FEISHU_* is incomplete: the channel is not served');
    return null;
  }
  const api = createFeishuApi(settings);
  const desk = openDesk(createFeishuReplier(api, ctx.config));
  return { desk, router: feishuRoutes(ctx, { settings, api, desk }), start: api.prepare };
}
