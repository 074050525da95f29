import { setTimeout } from 'node:timers/promises';
import { type AppContext, createAppContext } from './app-context.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { createHttpApp, type HttpAppOptions } from './delivery/http/create-http-app.ts';
import { type HttpServer, startHttpServer } from './delivery/http/start-http-server.ts';
import { mcpRoutes } from './delivery/mcp/mcp-routes.ts';
import { type OpenedChannels, openChannels } from './open-channels.ts';
import { expiringRecords, newestOf } from './retention/expiring-records.ts';
import { startSweeping } from './retention/start-sweeping.ts';
import { openSweepClock } from './retention/sweep-clock.ts';

/** Open answers may take this long after a stop signal. */
const GRACE_MS = 10_000;
/** After SIGTERM `/readyz` fails this long before connections are refused, so that a balancer can see it. */
const NOTICE_MS = 1000;

export interface ServeOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly app?: HttpAppOptions;
  /** Its place among several processes; the first one also removes what has expired. Default 1. */
  readonly number?: number;
  /** Before anything is served. */
  readonly prepare?: (ctx: AppContext) => Promise<void>;
  /** It is warm and serves at `url`; `problems` says in words what cannot be kept. */
  readonly onReady: (url: string, problems: readonly string[]) => void;
  /** Goes on beside the requests once it is ready, until it is done or `stopping` is aborted; must not throw. */
  readonly background?: (ctx: AppContext) => Promise<void>;
  /** Resolves when this process is to stop. Asked for once it listens. */
  readonly stopRequested: () => Promise<NodeJS.Signals>;
}

/** Serves until told to stop: not ready first, then nothing new, then what is open ends, then everything is closed. */
export async function serve(options: ServeOptions): Promise<void> {
  const { config, secrets, number = 1, prepare, onReady, stopRequested } = options;
  const stopping = new AbortController();
  const ctx = createAppContext(config, secrets, {
    stopping: stopping.signal,
    auditWriter: `w${number}`,
    storesInThread: true,
  });
  let sweeping: ReturnType<typeof startSweeping> | undefined;
  let working: Promise<void> | undefined;
  try {
    await prepare?.(ctx);
    const records = number === 1 ? expiringRecords(ctx) : [];
    sweeping = startSweeping({
      records,
      clock: openSweepClock({ dataDir: config.dataDir, newest: () => newestOf(records) }),
      logger: ctx.logger.child({ room: 'retention' }),
    });
    let channels: OpenedChannels | undefined;
    const app = createHttpApp(ctx, {
      ...options.app,
      mountAgents: mcpRoutes,
      mountChannels: (counted) => {
        channels = openChannels(counted, secrets);
        return channels.routers;
      },
    });
    const server = await startHttpServer(app, config);
    const stopped = stopRequested().then((signal) => stop(signal, server, ctx, stopping));
    try {
      (await ctx.index.open()).release();
      await ctx.warmUp();
      await channels?.start();
    } catch (error) {
      // Whoever waits for readiness is told at once: a process that listens without an index serves nobody.
      await server.stop({ graceMs: 0 });
      throw error;
    }
    const problems = await ctx.stores.check();
    onReady(
      server.url,
      problems.map(({ message }) => message),
    );
    working = options.background?.(ctx);
    await stopped;
    await Promise.race([channels?.stop(), setTimeout(GRACE_MS, undefined, { ref: false })]);
  } finally {
    await sweeping?.stop();
    await ctx.embedders.close();
    await working;
    await ctx.close();
  }
}

async function stop(
  signal: NodeJS.Signals,
  server: HttpServer,
  ctx: AppContext,
  stopping: AbortController,
): Promise<void> {
  ctx.logger.info({ signal }, 'stopping');
  stopping.abort();
  if (signal === 'SIGTERM') await setTimeout(NOTICE_MS);
  const { cutOff } = await server.stop({ graceMs: GRACE_MS });
  if (cutOff) ctx.logger.warn({ graceMs: GRACE_MS }, 'open requests were cut off');
}
