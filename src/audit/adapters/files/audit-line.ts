import { createHash } from 'node:crypto';
import type { AuditKeys } from '../../audit-keys.ts';
import type { AuditEntry, AuditEvent } from '../../ports/audit-log.ts';

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
  /** Where all chains stood when a writer with a key began: what is missing of them later was taken away. */
  | { readonly kind: 'seal'; readonly time: string; readonly heads: ChainHeads }
  | ({ readonly kind: 'event' } & AuditEvent)
  | ({ readonly kind: 'request' } & AuditEntry);

/** Writer → its last line and the file that holds it. */
export type ChainHeads = Readonly<Record<string, { readonly file: string; readonly hash: string }>>;

/** `previous` is the SHA-256 of the line before without its line break, null at the beginning of a chain. */
export type AuditLine = LineContent & {
  readonly previous: string | null;
  /** Id of the key that the line is signed with; absent for one that is not. */
  readonly key?: string;
};

const CHECKSUM = /,"checksum":"(?<checksum>[0-9a-f]{64})"\}$/;
const CHECKSUM_BYTES = ',"checksum":"'.length + 64 + '"}'.length;

/**
 * One line without its line break. The last field is the HMAC of the line without that field where there is a key, so that nobody
 * writes a line who has it not; else its SHA-256, so that a change of the very last line, which no other names yet, is noticed.
 */
export function renderLine(previous: string | null, content: LineContent, keys: AuditKeys): string {
  const { currentId } = keys;
  const body = JSON.stringify({ previous, ...content, ...(currentId !== null && { key: currentId }) });
  const checksum = currentId === null ? sha256(body) : keys.sign(currentId, body);
  return `${body.slice(0, -1)},"checksum":"${checksum}"}`;
}

/** Null where the bytes are no whole line, or not as they were written. What is signed with an unknown key is taken as it is. */
export function readLine(line: Buffer, keys: AuditKeys): AuditLine | null {
  const tail = line.subarray(-CHECKSUM_BYTES).toString('latin1');
  const checksum = CHECKSUM.exec(tail)?.groups?.['checksum'];
  if (checksum === undefined) return null;
  const body = Buffer.concat([line.subarray(0, -CHECKSUM_BYTES), Buffer.from('}')]);
  const read = parse(body);
  if (read?.key === undefined) return sha256(body) === checksum ? read : null;
  return !keys.has(read.key) || keys.isSigned(read.key, body, checksum) ? read : null;
}

function parse(body: Buffer): AuditLine | null {
  try {
    return JSON.parse(body.toString('utf8')) as AuditLine;
  } catch {
    return null;
  }
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
