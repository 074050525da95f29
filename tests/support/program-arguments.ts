import { fileURLToPath } from 'node:url';
import { stateOfBuild } from '../../bin/built.mjs';

/** The folder that commands are run in. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What Node is started with, in `ROOT`, for an entry of the program: the build where it is current (`npm test` sees to that), else its source. */
export function programArguments(entry: string, ...args: readonly string[]): string[] {
  const start = stateOfBuild() === 'current' ? ['bin/run.mjs'] : ['--import', 'tsx'];
  return [...start, entry, ...args];
}
