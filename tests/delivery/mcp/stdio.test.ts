import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { Answer } from '../../../src/portal/replies/answer.ts';
import { UnitTasks } from '../../../src/portal/replies/units.ts';
import { publishSampleIndex } from '../../app/publish-sample-index.ts';
import { type RunningProgram, runProgram } from '../../app/run-program.ts';
import { programArguments, ROOT } from '../../support/program-arguments.ts';
import { call, message, textOf, withoutVolatile } from './connect-agent.ts';

const ENTRY = 'src/delivery/mcp/mcp-main.ts';
const QUESTION = '水务行动计划里智慧管网由谁牵头？';
const { PATH = '', HOME = '' } = process.env;

let dataDir: string;
let version: string;
let agent: Client | undefined;
let program: RunningProgram | undefined;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-mcp-'));
  version = await publishSampleIndex(dataDir);
});
afterEach(async () => {
  await agent?.close();
  agent = undefined;
  program?.child.kill('SIGKILL');
  await program?.ended;
  program = undefined;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** As a client starts it. */
async function connect(environment: Record<string, string> = {}): Promise<Client> {
  agent = new Client({ name: 'test', version: '1' });
  await agent.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: programArguments(ENTRY),
      cwd: ROOT,
      env: { PATH, HOME, READER: 'off', EMBEDDINGS: 'local', DATA_DIR: dataDir, ...environment },
      stderr: 'ignore',
    }),
  );
  await agent.listTools();
  return agent;
}

function keyFile(name: string, keys: readonly ReturnType<typeof makeKey>[]): string {
  const path = join(dataDir, name);
  writeKeyFile(
    path,
    keys.map(({ key }) => key),
  );
  return path;
}

function makeKey(more: Partial<Parameters<typeof createKey>[0]> = {}) {
  const wanted = { name: 'x', documentIds: null, mayNameEndUsers: false, expiresAt: null };
  return createKey({ ...wanted, scopes: ['ask'], ...more }, new Date());
}

describe('npm run mcp', () => {
  it('answers as HTTP does, from an index that it leaves alone', async () => {
    program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
    const url = /http:\S+/.exec(await program.firstLine)![0];
    const client = await connect();
    const asked = Answer.parse((await call(client, 'ask', { question: QUESTION })).structuredContent);
    const overHttp = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: QUESTION }),
    });
    expect(withoutVolatile(asked)).toEqual(withoutVolatile(await overHttp.json()));
    expect(asked).toMatchObject({ indexVersion: version, refused: false });
    const tasks = UnitTasks.parse((await call(client, 'unit_tasks', { unit: '市水务局' })).structuredContent);
    const listed = await fetch(`${url}/api/units/${encodeURIComponent('市水务局')}/tasks`);
    expect(tasks).toEqual(await listed.json());
    const followed = await call(client, 'ask', {
      question: '那配合单位呢？',
      conversationId: asked.conversationId,
    });
    expect(followed.structuredContent).toMatchObject({ conversationId: asked.conversationId });
    // What was asked here is not the conversation of those who ask over HTTP.
    expect((await fetch(`${url}/api/conversations/${asked.conversationId}`)).status).toBe(404);
    const [found, read, documents, unknown] = [
      await call(client, 'search_clauses', { query: '管网', limit: 2 }),
      await call(client, 'read_clause', { clauseId: 'linjiang-water:1.1' }),
      await call(client, 'list_documents'),
      await call(client, 'read_clause', { clauseId: 'linjiang-water:9' }),
    ];
    for (const result of [found, read, documents]) expect(textOf(result)).toContain('linjiang-water');
    expect(unknown).toMatchObject({ isError: true });
    const many = await Promise.all(
      Array.from({ length: 20 }, () => call(client, 'ask', { question: QUESTION })),
    );
    for (const { structuredContent } of many)
      expect(withoutVolatile(structuredContent)).toEqual(withoutVolatile(asked));
  });

  it('serves the same on the address of the server', async () => {
    program = runProgram('src/main.ts', [], { DATA_DIR: dataDir, PORT: '0' });
    const url = /http:\S+/.exec(await program.firstLine)![0];
    const reply = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify(message('tools/call', { name: 'list_documents', arguments: {} })),
    });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain('linjiang-water');
  });

  it('writes nothing but messages on stdout, ends what is open when its client closes stdin, and ends with 0', async () => {
    const child = spawn(process.execPath, programArguments(ENTRY), {
      cwd: ROOT,
      env: { PATH, HOME, READER: 'off', EMBEDDINGS: 'local', DATA_DIR: dataDir, LOG_LEVEL: 'info' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'x', version: '1' },
    };
    const question = (id: number) =>
      JSON.stringify(message('tools/call', { name: 'ask', arguments: { question: QUESTION } }, id));
    const lines = [
      JSON.stringify(message('initialize', params, 0)),
      JSON.stringify(message('notifications/initialized', {}, null)),
      `智慧管网 is no message`,
      question(1),
    ];
    child.stdin.write(`${lines.join('\n')}\n`);
    // What is open at the end has a while to be answered; starting and a first question take longer on a busy machine.
    while (stdout.split('\n').length < 3) await once(child.stdout, 'data');
    child.stdin.end(`${question(2)}\n`);
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    const replies = stdout
      .trimEnd()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { id: number; result: { structuredContent?: { refused: boolean } } },
      );
    expect(replies.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(replies[2]!.result.structuredContent).toMatchObject({ refused: false });
    expect(stderr).not.toContain('智慧管网');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const child = spawn(process.execPath, programArguments(ENTRY), {
      cwd: ROOT,
      env: { PATH, HOME, READER: 'off', EMBEDDINGS: 'local', DATA_DIR: dataDir },
    });
    child.stdin.write(`${JSON.stringify(message('ping', {}, 1))}\n`);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

describe('npm run mcp with access keys', () => {
  it.each([
    ['without a key', undefined, 'TIAOWEN_KEY'],
    ['with one that is none', 'tw_nobody00_x', 'TIAOWEN_KEY'],
    ['with one that may not ask', 'reader', 'ask'],
  ])('%s it says so and ends with 1', async (_title, key, words) => {
    const reader = makeKey({ scopes: ['read'] });
    program = runProgram(ENTRY, [], {
      DATA_DIR: dataDir,
      API_KEYS_FILE: keyFile('keys-refused.json', [reader]),
      ...(key !== undefined && { TIAOWEN_KEY: key === 'reader' ? reader.secret : key }),
    });
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toContain(words);
    expect(program.stderr()).not.toContain('    at ');
    expect(program.stderr()).not.toContain(reader.secret);
    expect(program.stdout()).toBe('');
  });

  it('it sees what the key sees, until the key is revoked, and is audited', async () => {
    const blind = makeKey({ documentIds: ['another'] });
    const seeing = makeKey({ documentIds: ['linjiang-water'] });
    const file = keyFile('keys.json', [blind, seeing]);
    const client = await connect({ API_KEYS_FILE: file, TIAOWEN_KEY: blind.secret });
    for (const [name, args] of [
      ['ask', { question: QUESTION }],
      ['search_clauses', { query: '管网' }],
      ['read_clause', { clauseId: 'linjiang-water:1.1' }],
      ['unit_tasks', { unit: '市水务局' }],
      ['list_documents', {}],
    ] as const)
      expect(JSON.stringify(await call(client, name, args)), name).not.toMatch(/临江市|linjiang/);
    await client.close();
    const other = await connect({ API_KEYS_FILE: file, TIAOWEN_KEY: seeing.secret });
    expect(JSON.stringify(await call(other, 'list_documents'))).toContain('linjiang-water');
    await call(other, 'ask', { question: QUESTION });
    keyFile('keys.json', [blind]);
    let result = await call(other, 'list_documents');
    while (!result.isError) result = await call(other, 'list_documents');
    expect(textOf(result)).toContain('TIAOWEN_KEY');
    await other.close();
    const folder = join(dataDir, 'audit');
    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
    const entries = lines.filter((line) => line.includes('mcp ask'));
    expect(entries).toHaveLength(2);
    expect(entries.join('')).toContain(seeing.key.id);
    expect(entries.join('')).not.toContain('智慧管网');
  });
});
