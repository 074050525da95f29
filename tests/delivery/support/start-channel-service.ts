import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { createLogger } from '../../../src/logging.ts';
import { type OpenedChannels, openChannels } from '../../../src/open-channels.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';

export interface ChannelService {
  readonly url: string;
  readonly ctx: AppContext;
  readonly logs: readonly string[];
  /** Ends what was taken, as an orderly stop does. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The real app with its channels over the sample policies; started again on the same folder it is the same service. */
export async function startChannelService({
  dataDir,
  environment,
  overrides = {},
}: {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly overrides?: Parameters<typeof createAppContext>[2];
}): Promise<ChannelService> {
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'info',
    ...environment,
    DATA_DIR: dataDir,
  });
  const logs: string[] = [];
  const ctx = createAppContext(config, secrets, {
    index: createMemoryIndex(SAMPLE_POLICIES),
    embedders: NO_EMBEDDERS,
    logger: createLogger({ config, secrets, output: { write: (line) => void logs.push(line) } }),
    ...overrides,
  });
  let channels: OpenedChannels | undefined;
  const app = createHttpApp(ctx, {
    mountChannels: (counted) => {
      channels = openChannels(counted, secrets);
      return channels.routers;
    },
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await channels?.start();
  const settle = async () => {
    await channels?.stop();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ctx,
    logs,
    settle,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settle();
      await ctx.close();
    },
  };
}
