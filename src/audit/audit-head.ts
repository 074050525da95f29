import { z } from 'zod';
import { readHeads } from './adapters/files/read-heads.ts';
import type { AuditKeys } from './audit-keys.ts';

/** Where all chains of a log stood at a time: to be kept elsewhere and looked for later. */
const Head = z.strictObject({
  time: z.iso.datetime(),
  heads: z.record(z.string(), z.strictObject({ file: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** Absent where the log has no key. */
  key: z.string().optional(),
  signature: z.string().optional(),
});
export type AuditHead = z.infer<typeof Head>;

/** The head of a log as it stands, signed where there is a key. */
export async function takeHead(folder: string, keys: AuditKeys, time: Date): Promise<AuditHead> {
  const head = { time: time.toISOString(), heads: await readHeads(folder, keys) };
  const { currentId } = keys;
  if (currentId === null) return head;
  const signed = { ...head, key: currentId };
  return { ...signed, signature: keys.sign(currentId, JSON.stringify(signed)) };
}

/** Null for what is no head. */
export function readHead(text: string): AuditHead | null {
  try {
    return Head.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether a head is as it was signed; one without signature, or with one of a key that is not at hand, only counts where no key is. */
export function isGenuine({ signature, ...signed }: AuditHead, keys: AuditKeys): boolean {
  if (keys.currentId === null) return true;
  return (
    signed.key !== undefined &&
    signature !== undefined &&
    keys.isSigned(signed.key, JSON.stringify(signed), signature)
  );
}
