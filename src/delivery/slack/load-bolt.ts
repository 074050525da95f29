import { createRequire } from 'node:module';

type Bolt = typeof import('@slack/bolt');

/** Bolt takes its time to load, so it is loaded where Slack is configured and nowhere else. */
export function loadBolt(): Bolt {
  return createRequire(import.meta.url)('@slack/bolt') as Bolt;
}
