import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { bareEnvironment } from '../../../src/config/bare-environment.ts';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { ProcessMessage, ReadRequest } from './process-messages.ts';

export interface ReaderLimits {
  /** For one file. */
  readonly timeoutMs: number;
  /** What the process may keep; for a moment it may take half as much again. */
  readonly memoryMb: number;
}

/** Before the first file: Node and the readers are loaded. */
const START_MS = 60_000;
const LOOK_AT_MEMORY_MS = 200;
const ERROR_TAIL = 4096;

/** A process that reads one file after another. Once a call failed it is dead. */
export interface ReaderChild {
  /** What the process replies; throws ReaderError where it does not. */
  ask(request: ReadRequest): Promise<Exclude<ProcessMessage, { kind: 'ready' }>>;
  isAlive(): boolean;
  kill(): void;
}

export function startReaderChild(entry: URL, limits: ReaderLimits): ReaderChild {
  const child = fork(entry, [String(process.pid)], {
    execArgv: [`--max-old-space-size=${limits.memoryMb}`],
    env: bareEnvironment(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-ERROR_TAIL);
  });
  let isDead = false;
  child.on('exit', () => {
    isDead = true;
  });
  // What goes wrong between two files shows with the next one.
  child.on('error', () => undefined);
  let isReady: Promise<unknown> | null = null;
  const kill = (): void => {
    isDead = true;
    child.kill('SIGKILL');
  };
  /** The next message, within a time. */
  const next = (timeoutMs: number, send?: ReadRequest): Promise<ProcessMessage> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        clearInterval(look);
        child.off('message', succeed).off('close', close).off('error', fail);
      };
      const succeed = (message: unknown): void => {
        stop();
        resolve(message as ProcessMessage);
      };
      const fail = (error: Error): void => {
        stop();
        kill();
        reject(error);
      };
      const tooMuch = (): void =>
        fail(new ReaderError(`读取所需的内存超过上限（${limits.memoryMb} MB），已停止`));
      const close = (code: number | null, signal: string | null): void => {
        if (/heap out of memory|Array buffer allocation failed/i.test(errors)) tooMuch();
        else fail(new ReaderError(`读取时程序意外结束（${signal ?? code}），文件可能已损坏`));
      };
      const timer = setTimeout(
        () => fail(new ReaderError(`读取超过时限（${timeoutMs / 1000} 秒），已停止`)),
        timeoutMs,
      );
      const look = setInterval(async () => {
        if ((await residentMb(child)) > limits.memoryMb * 1.5) tooMuch();
      }, LOOK_AT_MEMORY_MS);
      child.on('message', succeed).on('close', close).on('error', fail);
      if (send !== undefined) child.send(send, (error) => error && fail(error));
    });

  return {
    async ask(request) {
      hold(child, true);
      try {
        isReady ??= next(START_MS);
        await isReady;
        const reply = await next(limits.timeoutMs, request);
        if (reply.kind === 'ready') throw new ReaderError('读取程序的应答有误');
        return reply;
      } catch (error) {
        if (error instanceof ReaderError) throw error;
        throw new ReaderError(`无法启动读取程序（${(error as Error).message}）`, { cause: error });
      } finally {
        hold(child, false);
      }
    },
    isAlive: () => !isDead,
    kill,
  };
}

/** Whether this process waits for the child; an idle child keeps nobody alive, and ends with its parent. */
function hold(child: ChildProcess, isHeld: boolean): void {
  const change = isHeld ? 'ref' : 'unref';
  child[change]();
  child.channel?.[change]();
  (child.stderr as (Readable & { ref(): void; unref(): void }) | null)?.[change]();
}

/** 0 where the system does not tell. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
