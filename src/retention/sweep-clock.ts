import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The clock is further ahead than time can have passed since the last sweep. */
export interface ClockJump {
  /** ISO time of the last sweep, or of the newest record where none was made. */
  readonly since: string;
  readonly days: number;
}

/** Whether the clock can be trusted with removing what is old. */
export interface SweepClock {
  /** Null where it can; then this sweep is what the next one is compared with. Milliseconds since 1970. */
  check(now: number): Promise<ClockJump | null>;
  /** The same without a trace. */
  look(now: number): Promise<ClockJump | null>;
  /** An administrator says that the clock is right. */
  accept(now: number): Promise<void>;
}

export interface SweepClockOptions {
  readonly dataDir: string;
  /** When anything was last kept (ISO time): asked where no sweep was made yet. */
  readonly newest: () => Promise<string | null>;
}

/** A service may be switched off for so long without anybody being asked. */
const MOST_DAYS = 31;
const DAY_MS = 86_400_000;

/** Remembers in `<dataDir>/stores/swept.json` when it was last swept. A clock years ahead would remove everything at once. */
export function openSweepClock({ dataDir, newest }: SweepClockOptions): SweepClock {
  const folder = join(dataDir, 'stores');
  const file = join(folder, 'swept.json');

  async function look(now: number): Promise<ClockJump | null> {
    const since = (await readSwept()) ?? (await newest());
    const days = since === null ? 0 : Math.floor((now - Date.parse(since)) / DAY_MS);
    return since !== null && days > MOST_DAYS ? { since, days } : null;
  }

  async function accept(now: number): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, JSON.stringify({ sweptAt: new Date(now).toISOString() }), { mode: 0o600 });
    await rename(draft, file);
  }

  async function readSwept(): Promise<string | null> {
    try {
      const { sweptAt } = JSON.parse(await readFile(file, 'utf8')) as { sweptAt?: unknown };
      return typeof sweptAt === 'string' && Number.isFinite(Date.parse(sweptAt)) ? sweptAt : null;
    } catch {
      // Never swept, or not readable: the records themselves say when it was.
      return null;
    }
  }

  return {
    look,
    accept,
    async check(now) {
      const jump = await look(now);
      // Where it cannot be written, the next sweep is compared with an earlier one: rather too careful.
      if (jump === null) await accept(now).catch(() => {});
      return jump;
    },
  };
}
