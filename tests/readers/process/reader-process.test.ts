import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createReaderProcess } from '../../../ingest/readers/process/reader-process.ts';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

const FAKES = new URL('./start-fakes.mjs', import.meta.url);
const readers = createReaderProcess({ timeoutMs: 30_000, memoryMb: 256 }, FAKES);
const hasty = createReaderProcess({ timeoutMs: 1000, memoryMb: 256 }, FAKES);
const some = new Uint8Array([1, 2, 3]);
afterAll(() => {
  readers.close();
  hasty.close();
});

describe('a process that reads files', { timeout: 60_000 }, () => {
  it('hands bytes in and everything that was read out, many files in one process', async () => {
    const [first, second] = await Promise.all([
      readers.read('docx', some),
      readers.read('docx', new Uint8Array(5)),
    ]);
    const [length, pid] = first.text.split(' ');
    expect(length).toBe('3');
    expect(pid).not.toBe(String(process.pid));
    expect(second.text).toBe(`5 ${pid}`);
    expect(first).toMatchObject({
      locations: [{ location: { kind: 'cell', sheet: '表', row: 0, column: 1 } }],
      warnings: [{ code: 'content-lost', message: '图片 1 张' }],
    });
  });

  it('takes several megabytes', async () => {
    expect((await readers.read('docx', new Uint8Array(20_000_000))).text).toMatch(/^20000000 /);
  });

  it.each([
    ['what a reader refuses', 'doc', /^文件已加密$/],
    ['what a reader stumbles over', 'sheet', /可能已损坏（x is not a function）/],
    ['a reader that fills the heap', 'ofd', /内存超过上限（256 MB）/],
    ['a reader that fills memory beside the heap', 'markdown', /内存超过上限（256 MB）/],
    ['a reader that takes the process with it', 'html', /意外结束（SIGABRT）/],
  ] as const)('tells %s, and goes on', async (_what, format, reason) => {
    const failed = await readers.read(format, some).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ReaderError);
    expect((failed as Error).message).toMatch(reason);
    expect((await readers.read('docx', some)).text).toMatch(/^3 /);
  });

  it('tells a reader that never ends, and goes on', async () => {
    await expect(hasty.read('pdf', some)).rejects.toThrow('超过时限（1 秒）');
    expect((await hasty.read('docx', some)).text).toMatch(/^3 /);
  });

  it('is told nothing of the environment', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-secret');
    const fresh = createReaderProcess({ timeoutMs: 3000, memoryMb: 256 }, FAKES);
    try {
      expect((await fresh.read('archive', some)).text).not.toContain('secret');
    } finally {
      fresh.close();
      vi.unstubAllEnvs();
    }
  });

  it('opens no connection that a file asks for', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const address = new TextEncoder().encode(`http://127.0.0.1:${port}/`);
    expect((await readers.read('text', address)).text).toContain('without the network');
    expect(asked).toBe(0);
    server.close();
  });

  it('tells where there is no such process', async () => {
    const broken = createReaderProcess(
      { timeoutMs: 3000, memoryMb: 256 },
      new URL('./none.mjs', import.meta.url),
    );
    await expect(broken.read('docx', some)).rejects.toThrow(ReaderError);
  });

  it('does not hold up a program that is done', async () => {
    const program = runProgram('await readers.read("docx", new Uint8Array(3));');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });

  it('ends with a program that is killed, even in the middle of a file', async () => {
    const program = runProgram(
      'console.log((await readers.read("docx", new Uint8Array(3))).text); await readers.read("pdf", new Uint8Array(3));',
    );
    const [line] = await once(program.stdout!.setEncoding('utf8'), 'data');
    const pid = Number(/^3 (\d+)/.exec(line)![1]);
    expect(isThere(pid)).toBe(true);
    await delay(300);
    program.kill('SIGKILL');
    await vi.waitFor(() => expect(isThere(pid)).toBe(false), { timeout: 10_000, interval: 100 });
  });
});

/** A Node process that has such readers. */
function runProgram(code: string) {
  const module = new URL('../../../ingest/readers/process/reader-process.ts', import.meta.url).href;
  const program = `const { createReaderProcess } = await import(${JSON.stringify(module)});
    const readers = createReaderProcess({ timeoutMs: 60000, memoryMb: 256 }, new URL(${JSON.stringify(FAKES.href)}));
    ${code}`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
