import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The kinds of calls that can fail, in the order of failing-calls.c. */
export const CALL_KINDS = ['read', 'pread', 'write', 'pwrite', 'fsync', 'fdatasync', 'ftruncate'] as const;

const SOURCE = fileURLToPath(new URL('./failing-calls.c', import.meta.url));
/** Four numbers of eight bytes: calls, first, last, failed. */
const CONTROL_BYTES = 32;
const NEVER = 2n ** 64n - 1n;

/** Reads, writes, flushes and cuts of another process, on files below one folder; some fail with EIO. */
export interface FailingCalls {
  /** For the process whose calls they are. */
  readonly environment: Readonly<Record<string, string>>;
  /** Counts from 0 again; the `at`-th call fails, and all after it where `isLasting`. */
  fail(at: number, isLasting: boolean): void;
  /** Counts from 0 again, and nothing fails. */
  count(): void;
  /** How many there were, and of which kinds those were that failed. */
  seen(): { readonly calls: number; readonly failed: readonly string[] };
  close(): void;
}

/**
 * Compiles what is loaded into the process, in `root`; null where this system has no C compiler or no LD_PRELOAD. The folder is named
 * without symbolic links, and need not be there yet.
 */
export function prepareFailingCalls(root: string): ((folder: string) => FailingCalls) | null {
  const library = join(root, 'failing-calls.so');
  if (process.platform !== 'linux') return null;
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, SOURCE, '-ldl']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  let controls = 0;
  return (folder) => openControl(library, join(root, `calls-${controls++}`), folder);
}

function openControl(library: string, control: string, folder: string): FailingCalls {
  const file = openSync(control, 'w+');
  const write = (first: bigint, last: bigint) => {
    const numbers = Buffer.alloc(CONTROL_BYTES);
    numbers.writeBigUInt64LE(first, 8);
    numbers.writeBigUInt64LE(last, 16);
    writeSync(file, numbers, 0, CONTROL_BYTES, 0);
  };
  write(0n, 0n);
  return {
    environment: { LD_PRELOAD: library, FAILING_CALLS_CONTROL: control, FAILING_CALLS_FOLDER: folder },
    fail: (at, isLasting) => write(BigInt(at), isLasting ? NEVER : BigInt(at)),
    count: () => write(0n, 0n),
    seen() {
      const numbers = Buffer.alloc(CONTROL_BYTES);
      readSync(file, numbers, 0, CONTROL_BYTES, 0);
      const failed = numbers.readBigUInt64LE(24);
      return {
        calls: Number(numbers.readBigUInt64LE(0)),
        failed: CALL_KINDS.filter((_, kind) => (failed >> BigInt(kind)) & 1n),
      };
    },
    close: () => closeSync(file),
  };
}
