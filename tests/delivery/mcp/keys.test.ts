import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from 'vitest';
import { mcpRoutes } from '../../../src/delivery/mcp/mcp-routes.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';
import { call, connectAgent, message, textOf } from './connect-agent.ts';

const PORT_QUESTION = '新建岸电设施由谁牵头？';
/** Words of the document that the key `data` may not see. */
const HIDDEN = /绿色港口|高压|港航集团|port:/;

type Name = 'all' | 'data' | 'reader' | 'portal';

let service: SampleService<Name>;
afterEach(() => service.close());

async function start(environment: Record<string, string> = {}): Promise<void> {
  service = await startSampleService<Name>({
    keys: {
      all: {},
      data: { documentIds: ['data'] },
      reader: { scopes: ['read'] },
      portal: { scopes: ['ask'], mayNameEndUsers: true },
    },
    environment,
    options: { mountAgents: mcpRoutes },
  });
}

const as = (name: Name, more: Readonly<Record<string, string>> = {}) =>
  connectAgent(service.url, { authorization: `Bearer ${service.secrets[name]}`, ...more });

async function statusOf(headers: Record<string, string>): Promise<number | undefined> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`), {
    requestInit: { headers },
  });
  const error = await client.connect(transport).catch((reason: unknown) => reason);
  return (error as { code?: number } | undefined)?.code;
}

describe('with access keys', () => {
  it('nobody is let in without a good key or without the scope', async () => {
    await start();
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ authorization: 'Bearer tw_nobody00_x' })).toBe(401);
    expect(await statusOf({ authorization: `Bearer ${service.secrets.reader}` })).toBe(403);
    expect(await statusOf({ authorization: `Bearer ${service.secrets.all}` })).toBeUndefined();
  });

  it('no tool uses or betrays a document that the key may not see', async () => {
    await start();
    const calls = [
      ['ask', { question: '岸电设施有什么要求？' }],
      ['ask', { question: PORT_QUESTION }],
      ['ask', { question: '市交通运输局有哪些任务？' }],
      ['ask', { question: PORT_QUESTION, documentIds: ['port'] }],
      ['search_clauses', { query: '岸电', limit: 100 }],
      ['read_clause', { clauseId: 'port:2' }],
      ['unit_tasks', { unit: '市交通运输局' }],
      ['unit_tasks', { unit: '市港航集团' }],
      ['unit_tasks', { unit: '市交通运输局', documentId: 'port' }],
      ['list_documents', {}],
    ] as const;
    const [data, all] = [await as('data'), await as('all')];
    for (const [name, args] of calls) {
      expect(JSON.stringify(await call(data, name, args)), name).not.toMatch(HIDDEN);
    }
    const hidden = await call(data, 'read_clause', { clauseId: 'port:2' });
    const unknown = await call(data, 'read_clause', { clauseId: 'nowhere:2' });
    expect(textOf(hidden)).toBe(textOf(unknown));
    expect((await call(all, 'read_clause', { clauseId: 'port:2' })).isError).toBeUndefined();
    expect(JSON.stringify(await call(all, 'list_documents'))).toMatch(HIDDEN);
    await Promise.all([data.close(), all.close()]);
  });

  it('conversations belong to the key and its end user', async () => {
    await start();
    const one = await as('portal', { 'x-end-user': 'user-1' });
    const two = await as('portal', { 'x-end-user': 'user-2' });
    const { conversationId } = (await call(one, 'ask', { question: PORT_QUESTION })).structuredContent!;
    const carriedOn = await call(two, 'ask', { question: '那配合单位呢？', conversationId });
    expect(carriedOn.isError).toBe(true);
    expect((await call(one, 'ask', { question: '那配合单位呢？', conversationId })).isError).toBeUndefined();
    const kept = (endUser: string) =>
      service.call(`/api/conversations/${conversationId}`, {
        as: 'portal',
        headers: { 'x-end-user': endUser },
      });
    expect((await kept('user-1')).status).toBe(200);
    expect((await kept('user-2')).status).toBe(404);
    expect(await statusOf({ authorization: `Bearer ${service.secrets.all}`, 'x-end-user': 'user-1' })).toBe(
      403,
    );
    await Promise.all([one.close(), two.close()]);
  });

  it('calls count towards the limit, and several in one request are refused', async () => {
    await start({ REQUESTS_PER_MINUTE: '2' });
    const post = (body: unknown) =>
      service.call('/mcp', { as: 'all', body, headers: { accept: 'application/json, text/event-stream' } });
    const batch = await post([message('tools/list', {}, 1), message('tools/list', {}, 2)]);
    expect(batch.status).toBe(400);
    expect(await batch.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32600 } });
    expect((await post(message('tools/list'))).status).toBe(200);
    expect((await post(message('tools/list'))).status).toBe(429);
  });

  it('the audit log tells who called which tool about what', async () => {
    await start();
    const client = await as('all');
    const { structuredContent } = await call(client, 'ask', { question: PORT_QUESTION });
    await call(client, 'read_clause', { clauseId: 'port:2' });
    await client.close();
    const folder = join(service.ctx.config.dataDir, 'audit');
    await service.ctx.audit!.close();
    const lines = readdirSync(folder)
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map((line) => JSON.parse(line) as { ids?: { tool?: string } });
    const called = lines.filter(({ ids }) => ids?.tool !== undefined);
    expect(called).toMatchObject([
      {
        action: 'POST /mcp',
        ids: { tool: 'ask', conversationId: structuredContent!['conversationId'] },
        answer: { outcome: 'answered', citedClauseIds: ['port:2'] },
      },
      { action: 'POST /mcp', ids: { tool: 'read_clause', clauseId: 'port:2' }, answer: null },
    ]);
    expect(JSON.stringify(lines)).not.toContain('岸电');
  });
});
