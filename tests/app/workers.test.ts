import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import { publishSampleIndex } from './publish-sample-index.ts';
import { type RunningProgram, runProgram } from './run-program.ts';

const QUESTION = '水务行动计划里智慧管网由谁牵头？';

let dataDir: string;
let program: RunningProgram | undefined;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-workers-'));
  await publishSampleIndex(dataDir);
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function start(environment: Record<string, string> = {}): RunningProgram {
  program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0', WORKERS: '2', ...environment });
  return program;
}

const addressOf = async ({ firstLine }: RunningProgram) =>
  /http:\/\/127\.0\.0\.1:\d+/.exec(await firstLine)![0];

/** Every request on a connection of its own, so that workers take turns. */
const ALONE = { Connection: 'close' };

async function ask(url: string, conversationId?: string): Promise<Answer> {
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...ALONE },
    body: JSON.stringify({ message: QUESTION, ...(conversationId && { conversationId }) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

const metricsOf = async (url: string) => await (await fetch(`${url}/metrics`, { headers: ALONE })).text();
const countOf = (metrics: string, name: string) =>
  [...metrics.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'gm'))].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );

/** Process ids in the order in which they began to serve. */
function workersOf(program: RunningProgram): number[] {
  const lines = program.stderr().split('\n');
  const serving = lines.filter((line) => line.includes('"a worker serves"'));
  return serving.map((line) => (JSON.parse(line) as { pid: number }).pid);
}

describe('WORKERS=2', () => {
  it('serves one address, one conversation and one set of metrics from two processes', async () => {
    const running = start();
    const url = await addressOf(running);
    expect(workersOf(running)).toHaveLength(2);
    const { conversationId } = await ask(url);
    for (let n = 0; n < 5; n++) expect((await ask(url, conversationId)).refused).toBe(false);
    const conversation = await fetch(`${url}/api/conversations/${conversationId}`, { headers: ALONE });
    expect(((await conversation.json()) as { turns: unknown[] }).turns).toHaveLength(6);
    for (let n = 0; n < 2; n++)
      expect(countOf(await metricsOf(url), 'tiaowen_answer_duration_seconds_count')).toBe(6);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(running.stdout().trimEnd().split('\n')).toHaveLength(1);
    expect(running.stdout()).toContain('2 个工作进程');
  });

  it('counts the limit of an address over both', async () => {
    const url = await addressOf(start({ REQUESTS_PER_MINUTE: '4' }));
    const asked = [];
    for (let n = 0; n < 6; n++) asked.push((await fetch(`${url}/api/documents`, { headers: ALONE })).status);
    expect(asked).toEqual([200, 200, 200, 200, 429, 429]);
  });

  it('starts a worker again that died, and answers meanwhile', async () => {
    const running = start();
    const url = await addressOf(running);
    const [first] = workersOf(running);
    process.kill(first!, 'SIGKILL');
    while (!running.stderr().includes('a worker died'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ask(url)).refused).toBe(false);
    while (workersOf(running).length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(running.stderr()).toContain('a worker died and is started again');
    // Metrics need all of them.
    while (!(await fetch(`${url}/metrics`, { headers: ALONE })).ok);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
  });

  it('stops where a terminal tells every process at once', async () => {
    const running = start();
    await addressOf(running);
    for (const pid of [...workersOf(running), running.child.pid!]) process.kill(pid, 'SIGINT');
    expect(await running.ended).toBe(0);
  });

  it('ends with 1 where the workers cannot start, saying why', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const running = start({ PORT: String(port) });
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain(`端口 ${port} 已被占用`);
    expect(running.stdout()).toBe('');
    await new Promise((resolve) => other.close(resolve));
  });

  it('workers end when the primary is gone', async () => {
    const running = start();
    await addressOf(running);
    const workers = workersOf(running);
    running.child.kill('SIGKILL');
    await running.ended;
    const isAlive = (pid: number) => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    };
    while (workers.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(workers.some(isAlive)).toBe(false);
  });
});
