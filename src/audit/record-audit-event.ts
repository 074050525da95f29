import { openFileAuditLog } from './adapters/files/open-file-audit-log.ts';
import { createAuditKeys } from './audit-keys.ts';
import type { AuditEvent } from './ports/audit-log.ts';

export interface CommandLog {
  readonly dataDir: string;
  /** The current one first; empty: lines are not signed. */
  readonly keys: readonly string[];
  /** Names the chain together with the process: `keys-4711`. */
  readonly command: string;
}

/**
 * Records what a command has just done, in a chain of its own. It was done all the same where the log cannot be written: then false,
 * for the command to say.
 */
export async function recordAuditEvent(log: CommandLog, event: Omit<AuditEvent, 'time'>): Promise<boolean> {
  let isWritten = true;
  const audit = openFileAuditLog({
    dataDir: log.dataDir,
    keys: createAuditKeys(log.keys),
    questions: 'off',
    writer: `${log.command}-${process.pid}`,
    onProblem: () => {
      isWritten = false;
    },
  });
  audit.recordEvent({ time: new Date().toISOString(), ...event });
  await audit.close();
  return isWritten;
}
