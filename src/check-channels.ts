import type { ChannelReport } from './channels/ports/channel-check.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { checkSlack } from './delivery/slack/check-slack.ts';

type CheckChannel = (config: Config, secrets: Secrets) => Promise<ChannelReport>;

/** Every channel that can be checked. */
const CHECKS: readonly CheckChannel[] = [checkSlack];

/** What `npm run doctor` tells: each channel, whether it is set up so that it can work. */
export function checkChannels(config: Config, secrets: Secrets): Promise<ChannelReport[]> {
  return Promise.all(CHECKS.map((check) => check(config, secrets)));
}
