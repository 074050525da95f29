import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { loadEnvironmentFile, readEnvironment } from '../../src/config/env.ts';
import { environmentShape } from '../../src/config/environment-schema.ts';

const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const lines = [...text.matchAll(/^(?<off># )?(?<name>[A-Z][A-Z_]+)=(?<value>.*)$/gm)].map(
  (match) => match.groups!,
);

it('.env.example lists every variable of the schema once and no other', () => {
  expect(lines.map((line) => line.name).sort()).toEqual(Object.keys(environmentShape).sort());
});

it('the values in .env.example are the defaults', () => {
  const active = lines.filter((line) => line.off === undefined);
  expect(active.length).toBeGreaterThan(5);
  const example = Object.fromEntries(active.map((line) => [line.name, line.value]));
  expect(readEnvironment(example)).toEqual(readEnvironment({}));
});

it('every variable that is not active has no default', () => {
  const { values } = readEnvironment({});
  const unset = lines.filter((line) => line.off !== undefined).map((line) => line.name);
  expect(
    unset.filter((name) => ![undefined, 0].includes((values as Record<string, unknown[]>)[name!]?.length)),
  ).toEqual([]);
});

const NAME = 'CHAT_MODEL';
afterEach(() => {
  delete process.env[NAME];
});

it('a .env file is read, and what the environment already holds wins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiaowen-env-'));
  try {
    loadEnvironmentFile(folder);
    expect(process.env[NAME]).toBeUndefined();
    writeFileSync(join(folder, '.env'), `${NAME}=from-file\n`);
    loadEnvironmentFile(folder);
    expect(readEnvironment().values[NAME]).toBe('from-file');
    process.env[NAME] = 'from-environment';
    loadEnvironmentFile(folder);
    expect(readEnvironment().values[NAME]).toBe('from-environment');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
