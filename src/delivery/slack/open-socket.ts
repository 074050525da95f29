import { setTimeout } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { ChannelLog } from './channel-log.ts';
import type { Acknowledgement } from './handle-body.ts';
import { loadBolt } from './load-bolt.ts';
import { silentLogger } from './slack-client.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly handle: (body: unknown, options: { readonly isRetry: boolean }) => Promise<Acknowledgement>;
  readonly log: ChannelLog;
}

const STOP_MS = 2000;

/** Socket Mode: what would come to `/slack/events` comes over a connection that we open and keep open. */
export function openSocket({ appToken, apiUrl, handle, log }: SocketOptions) {
  const { SocketModeReceiver } = loadBolt();
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silentLogger(),
    ...(apiUrl !== null && { installerOptions: { clientOptions: { slackApiUrl: apiUrl } } }),
    // What was not kept is not acknowledged: Slack sends it again.
    processEventErrorHandler: async () => {
      log.error({}, 'a request of slack was not taken');
      return false;
    },
  });
  const receive: Pick<App, 'processEvent'> = {
    async processEvent({ body, ack, retryNum }) {
      const reply = await handle(body, { isRetry: (retryNum ?? 0) > 0 });
      await ack(reply ?? undefined);
    },
  };
  receiver.init(receive as App);
  receiver.client.on('disconnected', () => log.warn({}, 'slack socket disconnected'));
  return {
    async start() {
      await receiver.start();
      log.info({}, 'slack socket connected');
    },
    /** A connection that is being made anew never says that it is closed. */
    stop: () => Promise.race([receiver.stop(), setTimeout(STOP_MS, undefined, { ref: false })]),
  };
}
