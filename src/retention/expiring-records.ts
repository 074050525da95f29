import type { AppContext } from '../app-context.ts';

/** Records that are kept for a time. */
export interface ExpiringRecords {
  /** As the log names them. */
  readonly name: string;
  readonly keptDays: number;
  /** Removes what is older than `before` (ISO time); how many that were. */
  deleteOlderThan(before: string): Promise<number>;
  /** When anything was last kept (ISO time); null where nothing is. */
  newest(): Promise<string | null>;
}

/** When anything of the records was last kept (ISO time); null where nothing is, or nothing can be read. */
export async function newestOf(records: readonly ExpiringRecords[]): Promise<string | null> {
  const times = await Promise.all(records.map((kept) => kept.newest().catch(() => null)));
  return times.reduce((latest, time) => (time !== null && time > (latest ?? '') ? time : latest), null);
}

/** Longer than any channel delivers again, and than people follow up in a thread. */
const INBOX_DAYS = 90;

/** What the settings let expire: conversations and feedback by RETENTION_DAYS, the audit log by AUDIT_DAYS, messages of channels after three months at most. */
export function expiringRecords({
  config,
  conversations,
  feedback,
  audit,
  inbox,
}: Pick<AppContext, 'config' | 'conversations' | 'feedback' | 'audit' | 'inbox'>): ExpiringRecords[] {
  const { retentionDays } = config;
  const auditDays = config.audit?.days ?? null;
  const records: ExpiringRecords[] = [];
  const tell = (ids: Readonly<Record<string, string>>) =>
    audit?.recordEvent({ time: new Date().toISOString(), event: 'records-expired', ids });
  const add = (
    name: string,
    keptDays: number | null,
    store: Pick<ExpiringRecords, 'deleteOlderThan' | 'newest'> | null,
  ) => {
    if (keptDays === null || store === null) return;
    const deleteOlderThan = async (before: string) => {
      const count = await store.deleteOlderThan(before);
      if (count > 0) tell({ records: name, count: String(count), before });
      return count;
    };
    records.push({ name, keptDays, deleteOlderThan, newest: () => store.newest() });
  };
  add('conversations', retentionDays, conversations);
  add('feedback', retentionDays, feedback);
  add('audit', auditDays, audit);
  add('channel messages', Math.min(INBOX_DAYS, retentionDays ?? INBOX_DAYS), inbox);
  return records;
}
