import { readFileSync } from 'node:fs';

const LINUX_CLOCK = '/proc/thread-self/schedstat';

/** Milliseconds that this thread has run; of the whole process where the system does not count threads apart. */
export function threadMilliseconds(): number {
  try {
    return Number(readFileSync(LINUX_CLOCK, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
