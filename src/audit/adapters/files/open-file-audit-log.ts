import { join } from 'node:path';
import { dayInChina } from '../../../domain/day-in-china.ts';
import { maskPersonalNumbers } from '../../../language/personal-numbers.ts';
import { DISK_FILES } from '../../../storage/files/disk-files.ts';
import type { Files } from '../../../storage/files/files.ts';
import { tightenModes } from '../../../storage/files/tighten-modes.ts';
import { type AuditKeys, NO_AUDIT_KEYS } from '../../audit-keys.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit-log.ts';
import { createChainAppender } from './append-to-chain.ts';
import { auditFolder, listAuditFiles } from './audit-files.ts';
import type { LineContent } from './audit-line.ts';
import { readHeads } from './read-heads.ts';

/** Whether questions are kept: not at all, with numbers of persons masked, or as asked. */
export type AuditQuestions = 'off' | 'masked' | 'full';

export interface FileAuditLogOptions {
  readonly dataDir: string;
  readonly questions: AuditQuestions;
  /** What lines are signed with; default: nothing, they are only chained. */
  readonly keys?: AuditKeys;
  /** A name of its own for each process that writes at the same time: letters, digits, `-` and `_`; default `w1`. */
  readonly writer?: string;
  /** Told at most once a minute while nothing can be written. */
  readonly onProblem: (error: unknown, state: { readonly pending: number; readonly lost: number }) => void;
  /** Entries that wait for a failing disk; those after them are given up and counted. Default 10,000. */
  readonly mostPending?: number;
  /** From a failure to the next try; default 5 seconds. */
  readonly retryMs?: number;
  /** Replaces the real file system; for tests. */
  readonly files?: Files;
}

const MINUTE_MS = 60_000;

/**
 * The audit log in `<dataDir>/audit`: one file a day in China and writer, one JSON line an entry, each with the hash of the one
 * before (`src/audit/README.md`). A disk that fails stops no answer: entries wait in memory and are written, perhaps twice, once it is
 * back; what had to be given up is told by a line of its own. Nothing is created before the first entry.
 */
export function openFileAuditLog(options: FileAuditLogOptions): AuditLog {
  const { dataDir, questions, writer = 'w1', onProblem, mostPending = 10_000, retryMs = 5000 } = options;
  const { files = DISK_FILES, keys = NO_AUDIT_KEYS } = options;
  const folder = auditFolder(dataDir);
  const chain = createChainAppender({ files, folder, keys }, writer);
  let pending: LineContent[] = [];
  let lost = 0;
  let working: Promise<void> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isPrivate = false;
  let isSealed = keys.currentId === null;

  const writeAll = async (): Promise<void> => {
    if (!isPrivate && pending.length > 0) await tightenModes(files, folder);
    isPrivate = true;
    while (pending.length > 0) {
      const batch = pending;
      const given = lost;
      const told: LineContent[] =
        given > 0 ? [{ kind: 'lost', time: new Date().toISOString(), count: given }] : [];
      pending = [];
      try {
        if (!isSealed) await seal(batch[0]!.time);
        await chain.append([...batch, ...told]);
        lost -= given;
      } catch (error) {
        pending = [...batch, ...pending];
        tell(error);
        return;
      }
    }
  };
  /** Before the first line of this process. */
  const seal = async (time: string): Promise<void> => {
    await chain.append([{ kind: 'seal', time, heads: await readHeads(folder, keys) }]);
    isSealed = true;
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
  const add = (content: LineContent) => {
    if (pending.length >= mostPending) {
      lost++;
      return;
    }
    pending.push(content);
    if (retry === null) void flush();
  };
  const stopRetrying = () => {
    if (retry !== null) clearTimeout(retry);
    retry = null;
  };

  return {
    record: (entry) => add({ kind: 'request', ...entry, question: keepQuestion(entry, questions) }),
    recordEvent: (event) => add({ kind: 'event', ...event }),

    async deleteOlderThan(before) {
      await flush();
      // The next file names the last one, though it be gone.
      await chain.locate();
      const day = dayInChina(Date.parse(before));
      const old = (await listAuditFiles(folder, files)).filter((file) => file.day < day);
      for (const { name } of old) await files.remove(join(folder, name));
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
