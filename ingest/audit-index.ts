import { recordAuditEvent } from '../src/audit/record-audit-event.ts';
import type { Config } from '../src/config/config.ts';
import type { Secrets } from '../src/config/secrets.ts';
import type { IndexChange } from './run-command.ts';

/** Tells the audit log, where there is one, that another version of the index was published or restored. */
export async function auditIndex(
  { config, secrets }: { readonly config: Config; readonly secrets: Secrets },
  { action, version }: IndexChange,
): Promise<void> {
  if (config.audit === null) return;
  const event = action === 'rollback' ? 'index-rolled-back' : 'index-published';
  const keys = secrets.auditKeys.map((key) => key.reveal());
  const log = { dataDir: config.dataDir, keys, command: 'ingest' };
  if (!(await recordAuditEvent(log, { event, ids: { indexVersion: version } })))
    console.error('审计日志未能写入：这次更换索引没有记录。');
}
