import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../ports/audit-log.ts';

/** Bytes that a power loss left of a line, as the line after them names them. */
export interface TornBytes {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a line says besides its place in the chain. */
export type LineContent =
  /** The first of a file; `previousFile` is null where the writer had none before. */
  | {
      readonly kind: 'start';
      readonly time: string;
      readonly writer: string;
      readonly day: string;
      readonly previousFile: string | null;
      readonly torn?: TornBytes;
    }
  /** The first after a torn one. */
  | { readonly kind: 'resume'; readonly time: string; readonly torn: TornBytes }
  /** Entries that could not be written and were given up. */
  | { readonly kind: 'lost'; readonly time: string; readonly count: number }
  | ({ readonly kind: 'request' } & AuditEntry);

/** `previous` is the SHA-256 of the line before without its line break, null at the beginning of a chain. */
export type AuditLine = LineContent & { readonly previous: string | null };

const CHECKSUM = /,"checksum":"(?<checksum>[0-9a-f]{64})"\}$/;
const CHECKSUM_BYTES = ',"checksum":"'.length + 64 + '"}'.length;

/**
 * One line without its line break. The last field is the SHA-256 of the line without that field, so that a change of the very last
 * line, which no other names yet, is noticed too.
 */
export function renderLine(previous: string | null, content: LineContent): string {
  const body = JSON.stringify({ previous, ...content });
  return `${body.slice(0, -1)},"checksum":"${sha256(body)}"}`;
}

/** Null where the bytes are no whole line. */
export function readLine(line: Buffer): AuditLine | null {
  const tail = line.subarray(-CHECKSUM_BYTES).toString('latin1');
  const checksum = CHECKSUM.exec(tail)?.groups?.['checksum'];
  if (checksum === undefined) return null;
  const body = Buffer.concat([line.subarray(0, -CHECKSUM_BYTES), Buffer.from('}')]);
  if (sha256(body) !== checksum) return null;
  try {
    return JSON.parse(body.toString('utf8')) as AuditLine;
  } catch {
    return null;
  }
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
