import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeOpenAiService, startFakeOpenAiService } from '../../support/fake-openai-service.ts';
import { createRequest } from './scripted-model.ts';

const SCRIPT = fileURLToPath(new URL('./call-with-tracing-policy.ts', import.meta.url));

let service: FakeOpenAiService;
let tracer: Server;
let traced: string[];
beforeEach(async () => {
  service = await startFakeOpenAiService();
  traced = [];
  tracer = createServer((request, response) => {
    traced.push(request.url ?? '');
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{}');
  });
  await new Promise<void>((resolve) => tracer.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await service.close();
  tracer.closeAllConnections();
  await new Promise((resolve) => tracer.close(resolve));
});

/** One chat call in a process whose environment asks for tracing in every way that is known. */
async function callTraced(extra: Record<string, string>) {
  const endpoint = `http://127.0.0.1:${(tracer.address() as AddressInfo).port}`;
  return promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT], {
    env: {
      PATH: process.env['PATH'],
      CHAT_MODEL: 'm',
      OPENAI_BASE_URL: service.baseUrl,
      OPENAI_LOG: 'debug',
      LANGSMITH_TRACING: 'true',
      LANGSMITH_TRACING_V2: 'true',
      LANGCHAIN_TRACING: 'true',
      LANGCHAIN_TRACING_V2: 'true',
      LANGCHAIN_VERBOSE: 'true',
      LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
      LANGSMITH_API_KEY: 'ls-planted',
      LANGSMITH_ENDPOINT: endpoint,
      LANGCHAIN_ENDPOINT: endpoint,
      ...extra,
    },
  });
}

describe('tracing', () => {
  it('nothing reaches a tracing service or the terminal, whatever the environment says', async () => {
    const { stdout, stderr } = await callTraced({});
    expect(stdout).toBe('reply: 好的。');
    expect(stderr).not.toContain(createRequest().messages[1]!.content);
    expect(service.chats).toHaveLength(1);
    expect(traced).toEqual([]);
  });

  it('does where ALLOW_TRACING=true', async () => {
    const { stdout } = await callTraced({ ALLOW_TRACING: 'true' });
    expect(stdout).toContain('reply: 好的。');
    expect(traced.length).toBeGreaterThan(0);
  });
});
