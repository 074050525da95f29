import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** What tells a process from all others, also from a later one that was given the same number. */
export interface ProcessIdentity {
  /** Machine and, in containers, the name space in which process numbers count; 8 hex characters. */
  readonly host: string;
  readonly pid: number;
  /** Start time in the kernel's ticks and the boot it counts from; `unknown` where the system does not tell. */
  readonly startedAt: string;
}

export async function identifySelf(): Promise<ProcessIdentity> {
  return {
    host: await identifyHost(),
    pid: process.pid,
    startedAt: (await readStart(process.pid)) ?? 'unknown',
  };
}

/**
 * Whether that process still runs: `yes`, `no`, or `elsewhere` when it ran on another host and cannot be looked up.
 * Where start times are unknown a process of the same number counts as the same.
 */
export async function isRunning(identity: ProcessIdentity): Promise<'yes' | 'no' | 'elsewhere'> {
  if (identity.host !== (await identifyHost())) return 'elsewhere';
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return 'no';
  }
  const startedAt = await readStart(identity.pid);
  const known = startedAt !== null && identity.startedAt !== 'unknown';
  return known && startedAt !== identity.startedAt ? 'no' : 'yes';
}

async function identifyHost(): Promise<string> {
  const nameSpace = await readlink('/proc/self/ns/pid').catch(() => '');
  return createHash('sha256').update(`${hostname()} ${nameSpace}`).digest('hex').slice(0, 8);
}

/** Field 22 of /proc/PID/stat with the boot id; null outside Linux or when there is no such process. */
async function readStart(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1');
    // The second field is the command in brackets and may hold spaces and brackets itself.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${boot.slice(0, 8)}.${ticks}`;
  } catch {
    return null;
  }
}
