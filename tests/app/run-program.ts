import { type ChildProcess, spawn } from 'node:child_process';
import { programArguments, ROOT } from '../support/program-arguments.ts';

export interface RunningProgram {
  readonly child: ChildProcess;
  /** What was printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves with the first line of stdout; rejects when the program ends before. */
  readonly firstLine: Promise<string>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts an entry point as a user would, with nothing of this process' settings but PATH and HOME, and without the models that come with the program. */
export function runProgram(
  entry: string,
  args: readonly string[],
  environment: Record<string, string>,
): RunningProgram {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, programArguments(entry, ...args), {
    cwd: ROOT,
    env: { PATH, HOME, READER: 'off', EMBEDDINGS: 'local', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      const end = stdout.indexOf('\n');
      if (end >= 0) resolve(stdout.slice(0, end));
    });
    void ended.then((code) => reject(new Error(`ended with ${code} before a line: ${stderr}`)));
  });
  firstLine.catch(() => undefined);
  return { child, stdout: () => stdout, stderr: () => stderr, firstLine, ended };
}
