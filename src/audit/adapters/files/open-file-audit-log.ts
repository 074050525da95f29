import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInChina } from '../../../domain/day-in-china.ts';
import { maskPersonalNumbers } from '../../../language/personal-numbers.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit-log.ts';
import { createChainAppender } from './append-to-chain.ts';
import { auditFolder, listAuditFiles } from './audit-files.ts';
import type { LineContent } from './audit-line.ts';

/** Whether questions are kept: not at all, with numbers of persons masked, or as asked. */
export type AuditQuestions = 'off' | 'masked' | 'full';

export interface FileAuditLogOptions {
  readonly dataDir: string;
  readonly questions: AuditQuestions;
  /** A name of its own for each process that writes at the same time: letters, digits, `-` and `_`; default `w1`. */
  readonly writer?: string;
  /** Told at most once a minute while nothing can be written. */
  readonly onProblem: (error: unknown, state: { readonly pending: number; readonly lost: number }) => void;
  /** Entries that wait for a failing disk; those after them are given up and counted. Default 10,000. */
  readonly mostPending?: number;
  /** From a failure to the next try; default 5 seconds. */
  readonly retryMs?: number;
}

const MINUTE_MS = 60_000;

/**
 * The audit log in `<dataDir>/audit`: one file a day in China and writer, one JSON line an entry, each with the hash of the one
 * before (`src/audit/README.md`). A disk that fails stops no answer: entries wait in memory and are written, perhaps twice, once it is
 * back; what had to be given up is told by a line of its own. Nothing is created before the first entry.
 */
export function openFileAuditLog(options: FileAuditLogOptions): AuditLog {
  const { dataDir, questions, writer = 'w1', onProblem, mostPending = 10_000, retryMs = 5000 } = options;
  const folder = auditFolder(dataDir);
  const chain = createChainAppender(folder, writer);
  let pending: LineContent[] = [];
  let lost = 0;
  let working: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;

  const writeAll = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = pending;
      const given = lost;
      const told: LineContent[] =
        given > 0 ? [{ kind: 'lost', time: new Date().toISOString(), count: given }] : [];
      pending = [];
      try {
        await chain.append([...batch, ...told]);
        lost -= given;
      } catch (error) {
        pending = [...batch, ...pending];
        tell(error);
        return;
      }
    }
  };
  const tell = (error: unknown) => {
    const now = performance.now();
    if (now - toldAt < MINUTE_MS) return;
    toldAt = now;
    onProblem(error, { pending: pending.length, lost });
  };
  /** One at a time; what comes meanwhile goes out together afterwards. */
  const flush = (): Promise<void> => {
    working ??= writeAll().finally(() => {
      working = null;
      if (pending.length > 0) retry ??= setTimeout(flushAgain, retryMs).unref();
    });
    return working;
  };
  const flushAgain = () => {
    retry = null;
    void flush();
  };
  const stopRetrying = () => {
    if (retry !== null) clearTimeout(retry);
    retry = null;
  };

  return {
    record(entry) {
      if (pending.length >= mostPending) {
        lost++;
        return;
      }
      pending.push({ kind: 'request', ...entry, question: keepQuestion(entry, questions) });
      if (retry === null) void flush();
    },

    async deleteOlderThan(before) {
      await flush();
      // The next file names the last one, though it be gone.
      await chain.locate();
      const day = dayInChina(Date.parse(before));
      const old = (await listAuditFiles(folder)).filter((file) => file.day < day);
      for (const { name } of old) await rm(join(folder, name), { force: true });
      return old.length;
    },

    async newest() {
      const day = (await listAuditFiles(folder)).at(-1)?.day;
      return day === undefined ? null : new Date(`${day}T23:59:59+08:00`).toISOString();
    },

    async close() {
      await flush();
      // The try under way may have failed before the disk came back.
      if (pending.length > 0) await flush();
      stopRetrying();
    },
  };
}

function keepQuestion({ question }: AuditEntry, questions: AuditQuestions): string | null {
  if (question === null || questions === 'off') return null;
  return questions === 'masked' ? maskPersonalNumbers(question) : question;
}
