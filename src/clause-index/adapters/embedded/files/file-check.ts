import { createHash } from 'node:crypto';

/** What a manifest records of a file. */
export interface FileCheck {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Checksum over bytes that arrive in parts. */
export function startChecksum(): { add(part: Uint8Array): void; finish(): FileCheck } {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    add(part) {
      bytes += part.length;
      hash.update(part);
    },
    finish: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}
