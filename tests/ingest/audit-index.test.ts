import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { programArguments, ROOT } from '../support/program-arguments.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-audit-ingest-'));
  writeFileSync(
    join(folder, 'plan.txt'),
    '临江市港口方案\n一、岸电\n（一）新建岸电设施。到2026年建成12套。（市交通运输局牵头）\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function ingest(environment: Readonly<Record<string, string>>, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  return spawnSync(process.execPath, programArguments('ingest/main.ts', ...args), {
    encoding: 'utf8',
    cwd: ROOT,
    env: { PATH, HOME, DATA_DIR: join(folder, 'data'), ...environment },
  });
}

function events(): { event: string; ids: { indexVersion: string } }[] {
  const audit = join(folder, 'data/audit');
  return readdirSync(audit)
    .flatMap((name) => readFileSync(join(audit, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'event')
    .sort((a, b) => a.time.localeCompare(b.time));
}

it('indexes that are published and rolled back leave a line, where there is an audit log', () => {
  const file = join(folder, 'plan.txt');
  const audited = { AUDIT_LOG: 'true' };
  const versions = [1, 2].map(() => JSON.parse(ingest(audited, file, '--json').stdout).version as string);
  expect(JSON.parse(ingest(audited, '--rollback', '--json').stdout)).toEqual({ version: versions[0] });
  expect(events().map(({ event, ids }) => [event, ids.indexVersion])).toEqual([
    ['index-published', versions[0]],
    ['index-published', versions[1]],
    ['index-rolled-back', versions[0]],
  ]);
});

it('without one nothing is written', () => {
  expect(ingest({}, join(folder, 'plan.txt')).status).toBe(0);
  expect(existsSync(join(folder, 'data/audit'))).toBe(false);
});
