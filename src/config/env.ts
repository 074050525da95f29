import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { type Environment, type EnvironmentName, environmentShape } from './environment-schema.ts';

/** What could be read, and one line for every variable that could not. */
export interface EnvironmentReading {
  /** Variables with a problem are absent. */
  readonly values: Partial<Environment>;
  readonly problems: readonly string[];
}

/** Takes up `.env` of the working folder where there is one; what the environment already holds wins. */
export function loadEnvironmentFile(folder: string = process.cwd()): void {
  const file = resolve(folder, '.env');
  if (existsSync(file)) loadEnvFile(file);
}

/** The only reader of `process.env`. An empty variable counts as not set, as `.env` files are written that way. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): EnvironmentReading {
  const values: Partial<Record<EnvironmentName, unknown>> = {};
  const problems: string[] = [];
  for (const name of Object.keys(environmentShape) as EnvironmentName[]) {
    const text = source[name]?.trim();
    const result = environmentShape[name].safeParse(text === '' ? undefined : text);
    if (result.success) values[name] = result.data;
    else problems.push(`${name}：${result.error.issues[0]?.message ?? '无法识别'}`);
  }
  return { values: values as Partial<Environment>, problems };
}
