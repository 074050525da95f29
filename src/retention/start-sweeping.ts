import type { Logger } from 'pino';
import type { ExpiringRecords } from './expiring-records.ts';

export interface SweepingOptions {
  readonly records: readonly ExpiringRecords[];
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Milliseconds since 1970; default Date.now. */
  readonly now?: () => number;
  /** Calls `sweep` again and again; returns how to stop. Default: every hour, without keeping the process alive. */
  readonly repeat?: (sweep: () => void) => () => void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Removes what is older than it may be kept, now and again and again. What fails is logged and tried again the next time. `stop` waits
 * for the sweep under way.
 */
export function startSweeping({ records, logger, now = Date.now, repeat = everyHour }: SweepingOptions): {
  stop(): Promise<void>;
} {
  if (records.length === 0) return { stop: async () => {} };
  let sweeping: Promise<void> | null = null;
  const sweep = () => {
    sweeping ??= sweepExpired(records, logger, now()).finally(() => {
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
  logger: SweepingOptions['logger'],
  now: number,
): Promise<void> {
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
