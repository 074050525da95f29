import type { RequestHandler } from 'express';
import type { AppContext } from '../../app-context.ts';
import type { ChannelDesk } from '../../channels/ports/channel-desk.ts';
import type { ChannelReplier } from '../../channels/ports/channel-question.ts';
import type { Secrets } from '../../config/secrets.ts';
import { createWecomApi } from './wecom-api.ts';
import { createWecomReplier } from './wecom-replier.ts';
import { wecomRoutes } from './wecom-routes.ts';
import { readWecomSettings } from './wecom-settings.ts';

/** WeCom. Null where anything is missing that it takes to tell who calls, or to answer. */
export function openWecom(
  ctx: AppContext,
  secrets: Secrets,
  openDesk: (replier: ChannelReplier) => ChannelDesk,
): { readonly desk: ChannelDesk; readonly router: RequestHandler } | null {
  const settings = readWecomSettings(ctx.config, secrets);
  if (settings === null) {
    const isBegun = ctx.config.channels.wecom.corpId !== null || secrets.wecomSecret !== null;
    if (isBegun) ctx.logger.warn({ room: 'wecom' }, 'WECOM_* is incomplete: the channel is not served');
    return null;
  }
  const api = createWecomApi(settings);
  const desk = openDesk(createWecomReplier(api, ctx.config));
  return { desk, router: wecomRoutes(ctx, { settings, api, desk }) };
}
