import { parentPort } from 'node:worker_threads';
import { TiaowenError } from '../../../src/domain/errors/tiaowen-error.ts';
import { listFuzzCases, makeBytes } from './fuzz-cases.ts';
import { readWhole, type WholeReading } from './read-whole.ts';

/** One reading that the worker is asked for. */
export interface ReadingOrder {
  /** Position in `listFuzzCases`. */
  readonly position: number;
  readonly bytes: number;
}

/** The reading; `refused` where the file is none that can be read, `failed` with what was thrown. */
export type ReadingReply =
  | WholeReading
  | { readonly refused: string; readonly milliseconds: number }
  | { readonly failed: string };

const cases = listFuzzCases();

parentPort!.on('message', ({ position, bytes }: ReadingOrder) => {
  parentPort!.postMessage(read(position, bytes));
});

// Dictionaries are loaded with the first reading.
read(0, 1000);
parentPort!.postMessage('ready');

function read(position: number, bytes: number): ReadingReply {
  const made = makeBytes(cases[position]!, bytes);
  const start = process.cpuUsage().user;
  try {
    return readWhole(made);
  } catch (error) {
    const milliseconds = (process.cpuUsage().user - start) / 1000;
    if (error instanceof TiaowenError) return { refused: error.message, milliseconds };
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
