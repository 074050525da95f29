import type { AppContext } from '../app-context.ts';

/** Records that are kept for a time. */
export interface ExpiringRecords {
  /** As the log names them. */
  readonly name: string;
  readonly keptDays: number;
  /** Removes what is older than `before` (ISO time); how many that were. */
  deleteOlderThan(before: string): Promise<number>;
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
    store: Pick<ExpiringRecords, 'deleteOlderThan'> | null,
  ) => {
    if (keptDays === null || store === null) return;
    const deleteOlderThan = async (before: string) => {
      const count = await store.deleteOlderThan(before);
      if (count > 0) tell({ records: name, count: String(count), before });
      return count;
    };
    records.push({ name, keptDays, deleteOlderThan });
  };
  add('conversations', retentionDays, conversations);
  add('feedback', retentionDays, feedback);
  add('audit', auditDays, audit);
  add('channel messages', Math.min(INBOX_DAYS, retentionDays ?? INBOX_DAYS), inbox);
  return records;
}
