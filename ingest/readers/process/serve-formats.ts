import { once } from 'node:events';
import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { SourceFormat } from '../source-format.ts';
import type { ProcessMessage, ReadRequest } from './process-messages.ts';

/**
 * Ends the process when its parent is gone. A thread of its own, since a file may keep the first one busy for ever; told the parent's id, which
 * may be dead before anyone looks.
 */
const WATCH_PARENT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const isThere = () => {
    if (process.platform !== 'win32') return process.ppid === workerData;
    try { return process.kill(workerData, 0); } catch { return false; }
  };
  setInterval(() => { if (!isThere()) process.kill(process.pid, 'SIGKILL'); }, 500);
  parentPort.postMessage('watching');
`;

/** Reads what the parent sends, for as long as it is there. Opens no connection to anything else, whatever a file names. */
export async function serveFormats(formats: readonly SourceFormat[]): Promise<void> {
  Socket.prototype.connect = () => {
    throw new Error('a file is read without the network');
  };
  process.on('disconnect', () => process.exit());
  process.on('message', async (request: ReadRequest) => send(await read(formats, request)));
  const watch = new Worker(WATCH_PARENT, { eval: true, execArgv: [], workerData: Number(process.argv[2]) });
  watch.unref();
  await once(watch, 'message');
  send({ kind: 'ready' });
}

function send(message: ProcessMessage): void {
  process.send?.(message);
}

async function read(
  formats: readonly SourceFormat[],
  { format, bytes }: ReadRequest,
): Promise<ProcessMessage> {
  try {
    const reader = formats.find(({ name }) => name === format);
    if (!reader) throw new ReaderError(`不支持的文件格式 ${format}`);
    return { kind: 'content', content: await reader.read(bytes) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof ReaderError ? 'refused' : 'broken', message };
  }
}
