import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../app/run-program.ts';

export interface Service {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** The service as a user starts it, over the sample policies, on a free port. */
export async function startService(environment: Record<string, string> = {}): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-browser-'));
  const program = runProgram('src/main.ts', [], {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...environment,
  });
  const url = /http:\/\/\S+?(?=（|$)/.exec(await program.firstLine)![0];
  return {
    url,
    dataDir,
    stop: async () => {
      program.child.kill('SIGINT');
      await program.ended;
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
