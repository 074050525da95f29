import { join } from 'node:path';
import { DISK_FILES } from '../../../storage/files/disk-files.ts';
import { type Files, isMissing } from '../../../storage/files/files.ts';

/** `2026-11-22.w1.jsonl`: the lines of one writer on one day in China. */
export interface AuditFile {
  readonly name: string;
  readonly day: string;
  readonly writer: string;
}

const NAME = /^(?<day>\d{4}-\d{2}-\d{2})\.(?<writer>[\w-]{1,40})\.jsonl$/;

export function auditFolder(dataDir: string): string {
  return join(dataDir, 'audit');
}

export function auditFileName(day: string, writer: string): string {
  return `${day}.${writer}.jsonl`;
}

/** Every file of the log, oldest first; none where there is no folder. Other files are passed over. */
export async function listAuditFiles(folder: string, files: Files = DISK_FILES): Promise<AuditFile[]> {
  const names = await files.list(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names.sort().flatMap((name) => {
    const { day, writer } = NAME.exec(name)?.groups ?? {};
    return day !== undefined && writer !== undefined ? [{ name, day, writer }] : [];
  });
}
