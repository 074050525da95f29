import type { Logger } from 'pino';
import type { ExpiringRecords } from './expiring-records.ts';
import type { SweepClock } from './sweep-clock.ts';

export interface SweepingOptions {
  readonly records: readonly ExpiringRecords[];
  readonly clock: SweepClock;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Milliseconds since 1970; default Date.now. */
  readonly now?: () => number;
  /** Calls `sweep` again and again; returns how to stop. Default: every hour, without keeping the process alive. */
  readonly repeat?: (sweep: () => void) => () => void;
}

const CLOCK_JUMPED =
  'the clock is far ahead of the last sweep: nothing is removed; once the clock is right run `npm run stores -- accept-clock`';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Removes what is older than it may be kept, now and again and again; nothing while the clock cannot be trusted. What fails is logged and tried again the next time. `stop` waits
 * for the sweep under way.
 */
export function startSweeping({
  records,
  clock,
  logger,
  now = Date.now,
  repeat = everyHour,
}: SweepingOptions): {
  stop(): Promise<void>;
} {
  if (records.length === 0) return { stop: async () => {} };
  let sweeping: Promise<void> | null = null;
  const sweep = () => {
    sweeping ??= sweepExpired(records, { clock, logger, now: now() }).finally(() => {
      sweeping = null;
    });
  };
  sweep();
  const stopRepeating = repeat(sweep);
  return {
    async stop() {
      stopRepeating();
      await sweeping;
    },
  };
}

async function sweepExpired(
  records: readonly ExpiringRecords[],
  { clock, logger, now }: Pick<SweepingOptions, 'clock' | 'logger'> & { readonly now: number },
): Promise<void> {
  const jump = await clock.check(now);
  if (jump !== null) {
    logger.error({ ...jump, now: new Date(now).toISOString() }, CLOCK_JUMPED);
    return;
  }
  for (const { name, keptDays, deleteOlderThan } of records) {
    const before = new Date(now - keptDays * DAY_MS).toISOString();
    try {
      const count = await deleteOlderThan(before);
      if (count > 0) logger.info({ records: name, count, keptDays }, 'expired records removed');
    } catch (err) {
      logger.error({ err, records: name }, 'expired records could not be removed');
    }
  }
}

function everyHour(sweep: () => void): () => void {
  const timer = setInterval(sweep, HOUR_MS).unref();
  return () => clearInterval(timer);
}
