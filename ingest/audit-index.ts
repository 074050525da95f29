import { recordAuditEvent } from '../src/audit/record-audit-event.ts';
import type { Config } from '../src/config/config.ts';
import type { Secrets } from '../src/config/secrets.ts';

/** Tells the audit log, where there is one, that another version of the index was published or restored; nothing for null. */
export async function auditIndex(
  { config, secrets }: { readonly config: Config; readonly secrets: Secrets },
  event: 'index-published' | 'index-rolled-back',
  indexVersion: string | null,
): Promise<void> {
  if (config.audit === null || indexVersion === null) return;
  const keys = secrets.auditKeys.map((key) => key.reveal());
  const log = { dataDir: config.dataDir, keys, command: 'ingest' };
  if (!(await recordAuditEvent(log, { event, ids: { indexVersion } })))
    console.error('审计日志未能写入：这次更换索引没有记录。');
}
