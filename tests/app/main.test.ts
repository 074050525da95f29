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
let version: string;
let program: RunningProgram | undefined;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-main-'));
  version = await publishSampleIndex(dataDir);
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function start(environment: Record<string, string> = {}): RunningProgram {
  program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0', ...environment });
  return program;
}

async function ask(url: string): Promise<Answer> {
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: QUESTION }),
  });
  return (await response.json()) as Answer;
}

/** What changes from one asking to the next. */
function withoutVolatile({ conversationId: _c, messageId: _m, timings: _t, ...answer }: Answer) {
  return answer;
}

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'leaves an index from elsewhere alone, names its address, answers, and ends cleanly on %s',
    async (signal) => {
      const { child, firstLine, ended, stdout, stderr } = start({
        EMBEDDINGS: 'local',
        OPENAI_API_KEY: 'sk-planted-0002',
      });
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await firstLine)?.[0];
      expect(url).toBeDefined();
      const answer = await ask(url!);
      expect(answer).toMatchObject({ indexVersion: version, mode: 'extractive', refused: false });
      expect(answer.citations.map((citation) => citation.clauseId)).toEqual(['linjiang-water:1.1']);
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(stdout().trimEnd().split('\n')).toHaveLength(1);
      expect(stderr()).toContain('摘录模式');
      expect(stderr()).toContain('向量：本地计算');
      expect(stderr()).not.toContain('sk-planted-0002');
      expect(stderr()).not.toContain(QUESTION);
    },
  );

  it('stops being ready before it stops answering', async () => {
    const { child, firstLine, ended } = start();
    const url = /http:\S+/.exec(await firstLine)![0];
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    let status = 200;
    while (status === 200) status = (await fetch(`${url}/readyz`)).status;
    expect(status).toBe(503);
    expect((await ask(url)).refused).toBe(false);
    expect(await ended).toBe(0);
  });

  it('says which port is in use and ends with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const { ended, stdout, stderr } = start({ PORT: String(port) });
    expect(await ended).toBe(1);
    expect(stderr()).toContain(`端口 ${port} 已被占用`);
    expect(stdout()).toBe('');
    await new Promise((resolve) => other.close(resolve));
  });

  it('lists every wrong setting before anything starts and ends with 1', async () => {
    const { ended, stdout, stderr } = start({
      PORT: 'x',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:geheim@db',
    });
    expect(await ended).toBe(1);
    for (const name of ['PORT', 'HOST', 'DATABASE_URL']) expect(stderr()).toContain(`- ${name}：`);
    expect(stderr()).not.toContain('geheim');
    expect(stderr()).not.toContain('    at ');
    expect(stdout()).toBe('');
  });
});

describe('npm run ask', () => {
  function run(...args: string[]): RunningProgram {
    program = runProgram('src/delivery/cli/ask-main.ts', args, { DATA_DIR: dataDir });
    return program;
  }

  it('gives the same answer as HTTP, JSON alone on stdout', async () => {
    const server = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
    try {
      const overHttp = await ask(/http:\S+/.exec(await server.firstLine)![0]);
      const { ended, stdout } = run(QUESTION, '--json');
      expect(await ended).toBe(0);
      expect(withoutVolatile(JSON.parse(stdout()))).toEqual(withoutVolatile(overHttp));
    } finally {
      server.child.kill('SIGKILL');
      await server.ended;
    }
  });

  it('shows units and sources to a person', async () => {
    const { ended, stdout, stderr } = run(QUESTION);
    expect(await ended).toBe(0);
    expect(stdout()).toContain('牵头单位：市水务局\n');
    expect(stdout()).toMatch(/出处：\n {2}\[1\] 《临江市智慧水务行动计划（2023—2025年）》/);
    expect(stderr()).toBe('');
  });

  it('explains its use and ends with 2 without a question', async () => {
    const { ended, stdout, stderr } = run('--json');
    expect(await ended).toBe(2);
    expect(stderr()).toContain('用法：');
    expect(stdout()).toBe('');
  });

  it('ends with 1 for a conversation that does not exist', async () => {
    const { ended, stdout, stderr } = run(QUESTION, '--conversation', 'unknown');
    expect(await ended).toBe(1);
    expect(stderr()).not.toContain('    at ');
    expect(stdout()).toBe('');
  });
});
