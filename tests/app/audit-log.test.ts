import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKey } from '../../src/access/access-key.ts';
import { writeKeyFile } from '../../src/access/key-file.ts';
import { programArguments, ROOT } from '../support/program-arguments.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { type RunningProgram, runProgram } from './run-program.ts';

let dataDir: string;
let secret: string;
let program: RunningProgram | undefined;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-audit-app-'));
  await publishSampleIndex(dataDir);
  const made = createKey(
    { name: '门户', scopes: ['ask'], documentIds: null, mayNameEndUsers: false, expiresAt: null },
    new Date(),
  );
  secret = made.secret;
  writeKeyFile(join(dataDir, 'keys.json'), [made.key]);
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<string> {
  program = runProgram('src/main.ts', [], {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    API_KEYS_FILE: join(dataDir, 'keys.json'),
  });
  return /http:\S+/.exec(await program.firstLine)![0];
}

async function ask(url: string): Promise<string> {
  const reply = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ message: '智慧管网由谁牵头？' }),
  });
  await reply.text();
  return reply.headers.get('x-request-id')!;
}

function written(): Record<string, unknown>[] {
  const folder = join(dataDir, 'audit');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line));
}

function verify() {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    programArguments('src/delivery/cli/audit-main.ts', 'verify', '--json'),
    { encoding: 'utf8', cwd: ROOT, env: { PATH, HOME, DATA_DIR: dataDir } },
  );
  return { status, ...JSON.parse(stdout) };
}

it('where keys are configured requests are audited; a stop, a kill and a start keep the chain', async () => {
  const ids = [await ask(await start())];
  program!.child.kill('SIGTERM');
  expect(await program!.ended).toBe(0);
  // What was answered before an orderly stop stands there.
  expect(written()).toMatchObject([
    { kind: 'start' },
    {
      kind: 'request',
      requestId: ids[0],
      answer: { citedClauseIds: ['linjiang-water:1.1'] },
      question: null,
    },
  ]);
  const url = await start();
  for (let count = 0; count < 5; count++) ids.push(await ask(url));
  program!.child.kill('SIGKILL');
  await program!.ended;
  ids.push(await ask(await start()));
  program!.child.kill('SIGTERM');
  expect(await program!.ended).toBe(0);
  expect(verify()).toMatchObject({ status: 0, chains: [{ writer: 'w1', broken: null }] });
  const kept = written().flatMap(({ requestId }) => requestId ?? []);
  // A kill may cost what was not written yet, and nothing else.
  expect(kept).toEqual(ids.filter((id) => kept.includes(id)));
  expect(kept).toEqual(expect.arrayContaining([ids[0], ids.at(-1)]));
  expect(JSON.stringify(written())).not.toContain(secret);
});
