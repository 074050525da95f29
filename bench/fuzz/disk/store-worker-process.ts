import { type ChildProcess, fork } from 'node:child_process';
import type { WorkerReply, WorkerTask } from './store-worker.ts';

export interface StoreWorkerOptions {
  /** No file that it writes may grow beyond that. */
  readonly mostKilobytes?: number;
  /** Beside the settings of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The process that has the store open; a new one where it died. */
export class StoreWorker {
  #process: ChildProcess | null = null;
  readonly #options: StoreWorkerOptions;

  constructor(options: StoreWorkerOptions = {}) {
    this.#options = options;
  }

  perform(task: WorkerTask): Promise<WorkerReply> {
    this.#process ??= this.#start();
    const process = this.#process;
    return new Promise((resolve, reject) => {
      const died = (code: number | null, signal: string | null) => {
        this.#process = null;
        reject(new Error(`the process died: ${signal ?? code}`));
      };
      process.once('exit', died);
      process.once('message', (reply: WorkerReply) => {
        process.off('exit', died);
        resolve(reply);
      });
      process.send(task);
    });
  }

  end(): void {
    this.#process?.kill();
  }

  #start(): ChildProcess {
    const { mostKilobytes, environment = {} } = this.#options;
    const env = { ...process.env, ...environment };
    const worker = new URL('./store-worker.ts', import.meta.url);
    if (mostKilobytes === undefined) return fork(worker, { env, execArgv: ['--import', 'tsx'] });
    // A shell counts the limit in blocks of 512 bytes.
    const limited = `ulimit -f ${2 * mostKilobytes}; exec "${process.execPath}" --import tsx "$0" "$@"`;
    return fork(worker, { env, execPath: '/bin/sh', execArgv: ['-c', limited] });
  }
}
