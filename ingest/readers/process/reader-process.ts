import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { SourceFormatName } from '../raw-document.ts';
import type { ReadContent } from '../source-format.ts';
import { type ReaderChild, type ReaderLimits, startReaderChild } from './reader-child.ts';

/** Reads files in a process of its own, so that a hostile one costs no more than that process. */
export interface ReaderProcess {
  /** One file after another. Throws ReaderError, also where the process dies, takes too long or too much memory; the next file has a new one. */
  read(format: SourceFormatName, bytes: Uint8Array): Promise<ReadContent>;
  /** Ends the process; a later call starts a new one. */
  close(): void;
}

export const DEFAULT_LIMITS: ReaderLimits = { timeoutMs: 60_000, memoryMb: 1024 };

const ENTRY = new URL('./start-process.mjs', import.meta.url);
const IDLE_MS = 30_000;

/**
 * The process is started with the first file, and ends when there was none for half a minute or when this process ends, which it does not hold
 * up. `entry` replaces what it runs; for tests.
 */
export function createReaderProcess(
  limits: ReaderLimits = DEFAULT_LIMITS,
  entry: URL = ENTRY,
): ReaderProcess {
  let child: ReaderChild | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const close = (): void => {
    clearTimeout(idle);
    child?.kill();
    child = null;
  };

  const readNext = async (format: SourceFormatName, bytes: Uint8Array): Promise<ReadContent> => {
    clearTimeout(idle);
    if (!child?.isAlive()) child = startReaderChild(entry, limits);
    const reply = await child.ask({ format, bytes });
    idle = setTimeout(close, IDLE_MS).unref();
    if (reply.kind === 'content') return reply.content;
    throw new ReaderError(
      reply.kind === 'refused' ? reply.message : `读取时出错，文件可能已损坏（${reply.message}）`,
    );
  };

  return {
    read(format, bytes) {
      const reading = last.then(() => readNext(format, bytes));
      last = reading.catch(() => undefined);
      return reading;
    },
    close,
  };
}
