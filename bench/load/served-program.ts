import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is measured is the service, not what it refuses. */
const NO_LIMITS = { REQUESTS_PER_MINUTE: '1000000', REQUESTS_PER_MINUTE_PER_KEY: '100000000' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The program as it is started by `npm start`, in processes of its own. */
export interface ServedProgram {
  readonly url: string;
  /** The sum over the processes that serve. */
  memory(): Promise<Memory>;
  /** Of all threads since it was started; seconds. */
  processorSeconds(): Promise<number>;
  /** SIGTERM; throws where it does not end with 0. */
  stop(): Promise<void>;
}

export interface Memory {
  /** MiB. */
  readonly resident: number;
  readonly heap: number;
}

/**
 * Nothing of this process' settings reaches it but PATH and HOME. `root` is the checkout that is served; default this one. Throws where it
 * ends before it is ready.
 */
export async function serveProgram(
  environment: Readonly<Record<string, string>>,
  root: string = ROOT,
): Promise<ServedProgram> {
  const { PATH = '', HOME = '' } = process.env;
  // An earlier checkout has no program that is built.
  const program = existsSync(path.join(root, 'bin/run.mjs')) ? ['bin/run.mjs'] : ['--import', 'tsx'];
  const child = spawn(process.execPath, [...program, 'src/main.ts'], {
    cwd: root,
    env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'warn', ...NO_LIMITS, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const address = /http:\/\/[\d.:]+/.exec(text)?.[0];
      if (address && text.includes('\n')) resolve(address);
    });
    void ended.then((code) => reject(new Error(`ended with ${code} before it was ready: ${errors}`)));
  });
  const readMetrics = async () => {
    const text = await (await fetch(`${url}/metrics`, { headers: { Connection: 'close' } })).text();
    return (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  };
  return {
    url,
    async memory() {
      const metric = await readMetrics();
      const mebibytes = (name: string) => Math.round(metric(name) / 2 ** 20);
      return {
        resident: mebibytes('process_resident_memory_bytes'),
        heap: mebibytes('nodejs_heap_size_used_bytes'),
      };
    },
    processorSeconds: async () => (await readMetrics())('process_cpu_seconds_total'),
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`ended with ${code}: ${errors}`);
    },
  };
}
