import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from './run-program.ts';

let dataDir: string;
let policies: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-swap-'));
  policies = await mkdtemp(join(tmpdir(), 'tiaowen-swap-policies-'));
});
afterAll(async () => {
  await Promise.all([dataDir, policies].map((path) => rm(path, { recursive: true, force: true })));
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('takes up new generations without failing a request', { timeout: 180_000 }, async () => {
  await writeFile(join(policies, 'plan.txt'), '临江市数据方案\n一、建设平台。（责任单位：市数据局）\n');
  expect(await runProgram('ingest/main.ts', [policies], { DATA_DIR: dataDir }).ended).toBe(0);
  const port = await freePort();
  const server = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' });
  await server.firstLine;

  const statuses: number[] = [];
  const versions = new Set<string>();
  let isSwapping = true;
  const ask = async (): Promise<void> => {
    while (isSwapping) {
      const reply = await fetch(`http://127.0.0.1:${port}/api/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message: '市数据局负责什么？' }),
      });
      statuses.push(reply.status);
      const answer = (await reply.json()) as { indexVersion: string; refused: boolean };
      versions.add(answer.indexVersion);
      expect(answer.refused).toBe(false);
    }
  };
  const askers = [ask(), ask(), ask()];
  for (let swap = 1; swap <= 3; swap++) {
    await writeFile(
      join(policies, `more-${swap}.txt`),
      `临江市第${swap}号方案\n一、开放数据${swap}。（责任单位：市科技局）\n`,
    );
    expect(await runProgram('ingest/main.ts', [policies], { DATA_DIR: dataDir }).ended).toBe(0);
  }
  isSwapping = false;
  await Promise.all(askers);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(versions.size).toBeGreaterThanOrEqual(2);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});
