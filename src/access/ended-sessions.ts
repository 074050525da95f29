import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionClaims } from './session-token.ts';

/**
 * Sessions that were signed out before their time: one file for each day on which they would have expired, one id a line. What is
 * appended by one process every other sees with its next look. A file goes once its day is over, so that no more is kept than the
 * sign-outs of a session's lifetime.
 */
export interface EndedSessions {
  has(session: SessionClaims): boolean;
  /** Throws where it cannot be kept; this process knows it all the same. */
  add(session: SessionClaims): void;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface Loaded {
  readonly size: number;
  readonly ids: Set<string>;
}

export function openEndedSessions(folder: string, now: () => Date): EndedSessions {
  const days = new Map<string, Loaded>();

  const load = (day: string): Set<string> => {
    const size = statSync(join(folder, day), { throwIfNoEntry: false })?.size ?? 0;
    const known = days.get(day);
    if (known && known.size === size) return known.ids;
    const lines = size === 0 ? [] : readFileSync(join(folder, day), 'utf8').split('\n');
    // What could not be written stays known here.
    const ids = new Set([...(known?.ids ?? []), ...lines.filter((line) => line !== '')]);
    days.set(day, { size, ids });
    return ids;
  };

  return {
    has: ({ expiresAt, sessionId }) => load(dayOf(expiresAt)).has(sessionId),
    add({ expiresAt, sessionId }) {
      const day = dayOf(expiresAt);
      const ids = load(day);
      if (ids.has(sessionId)) return;
      ids.add(sessionId);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      appendFileSync(join(folder, day), `${sessionId}\n`, { mode: 0o600, flush: true });
      const today = dayOf(now().getTime());
      for (const old of readdirSync(folder).filter((name) => DAY.test(name) && name < today)) {
        rmSync(join(folder, old), { force: true });
        days.delete(old);
      }
    },
  };
}

/** In UTC. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
