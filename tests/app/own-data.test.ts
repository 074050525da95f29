import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkDataFolder } from '../../ingest/show-seed-index.ts';
import { loadConfig } from '../../src/config/config.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { runProgram } from './run-program.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-own-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const everything = () => readdirSync(dataDir, { recursive: true }).map(String).sort();

async function run(entry: string, ...args: string[]) {
  const program = runProgram(entry, args, { DATA_DIR: dataDir, PORT: '0' });
  const code = await program.ended;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}

it('npm start with an own index whose pointer is gone ends, deletes nothing, and its advice mends', {
  timeout: 180_000,
}, async () => {
  const version = await publishSampleIndex(dataDir);
  rmSync(join(dataDir, 'index', 'CURRENT'));
  const before = everything();
  for (const [entry, code] of [
    ['src/main.ts', 1],
    ['src/delivery/cli/ask-main.ts', 1],
    ['ingest/main.ts', 2],
  ] as const) {
    const args = entry.includes('ask') ? ['谁负责？'] : [];
    const ended = await run(entry, ...args);
    expect([entry, ended.code, ended.stdout]).toEqual([entry, code, '']);
    expect(ended.stderr).toMatch(/CURRENT 不见了[\s\S]*npm run ingest -- --rollback/);
    expect(ended.stderr).not.toContain('    at ');
    expect(everything()).toEqual(before);
  }
  const rollback = await run('ingest/main.ts', '--rollback', '--json');
  expect([rollback.code, JSON.parse(rollback.stdout)]).toEqual([0, { version }]);
  expect(everything()).toContain(join('index', 'CURRENT'));
});

it('npm start in a folder of something else ends and writes nothing', { timeout: 60_000 }, async () => {
  writeFileSync(join(dataDir, 'notes.txt'), '');
  const ended = await run('src/main.ts');
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('DATA_DIR');
  expect(everything()).toEqual(['notes.txt']);
});

it('what is run before the first start leaves nothing that keeps the samples from being built', {
  timeout: 120_000,
}, async () => {
  const parent = dataDir;
  dataDir = join(parent, 'data');
  try {
    expect(await run('src/delivery/cli/keys-main.ts', 'create', '--name', '市门户')).toMatchObject({
      code: 0,
    });
    const before = everything();
    for (const [entry, ...args] of [
      ['src/delivery/cli/doctor-main.ts'],
      ['src/delivery/cli/report-main.ts'],
      ['src/delivery/cli/stores-main.ts', 'check'],
      ['src/delivery/cli/stores-main.ts', 'mend'],
    ] as const)
      expect([entry, (await run(entry, ...args)).code]).toEqual([entry, 0]);
    expect(everything()).toEqual(before);
    await checkDataFolder(loadConfig({ DATA_DIR: dataDir }).config);
    expect(everything()).toContain('SAMPLES');
  } finally {
    dataDir = parent;
  }
});

it('ingest without paths over own documents ends with 2 and changes nothing', {
  timeout: 60_000,
}, async () => {
  await publishSampleIndex(dataDir);
  const before = everything();
  expect((await run('ingest/main.ts', '--json')).code).toBe(2);
  expect((await run('ingest/main.ts', '--rollback', '--add')).code).toBe(2);
  expect(everything()).toEqual(before);
});

it.each(['1', '2'])(
  'npm start with damaged clauses ends, %s processes, and its advice mends',
  {
    timeout: 180_000,
  },
  async (workers) => {
    const version = await publishSampleIndex(dataDir);
    writeFileSync(join(dataDir, 'index', 'generations', version, 'clauses.jsonl'), 'x');
    const program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0', WORKERS: workers });
    const ended = await Promise.race([program.ended, delay(90_000, 'it does not end')]);
    program.child.kill('SIGKILL');
    expect(ended).toBe(1);
    expect(program.stdout()).toBe('');
    expect(program.stderr()).toMatch(/clauses\.jsonl[\s\S]*npm run ingest -- --rebuild/);
    expect((await run('ingest/main.ts', '--rebuild')).code).toBe(0);
  },
);
