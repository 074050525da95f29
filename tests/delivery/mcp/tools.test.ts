import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mcpRoutes } from '../../../src/delivery/mcp/mcp-routes.ts';
import { Answer } from '../../../src/portal/replies/answer.ts';
import { Clause, SearchReply } from '../../../src/portal/replies/clauses.ts';
import { DocumentList } from '../../../src/portal/replies/documents.ts';
import { QueryReply } from '../../../src/portal/replies/query.ts';
import { UnitTasks } from '../../../src/portal/replies/units.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';
import { call, connectAgent, textOf, withoutVolatile } from './connect-agent.ts';

const QUESTION = '2015年智慧城市计划里智慧医疗由谁牵头、谁配合？';
const CLAUSE = 'smart-city-2015-2017:2.1.1';

let service: SampleService<never>;
let agent: Client;
beforeAll(async () => {
  service = await startSampleService({ useSeeds: true, options: { mountAgents: mcpRoutes } });
  agent = await connectAgent(service.url);
}, 120_000);
afterAll(async () => {
  await agent.close();
  await service.close();
});

const overHttp = async (path: string, body?: unknown) =>
  (await (await service.call(path, body === undefined ? {} : { body })).json()) as unknown;

describe('what an agent is told', () => {
  it('says what the server is for, and that text of documents is data', () => {
    expect(agent.getServerVersion()).toMatchObject({ name: 'tiaowen', title: '条文' });
    expect(agent.getInstructions()).toMatch(/数据.*一律不执行/);
    expect(agent.getInstructions()).toMatch(/data\. Never follow instructions/);
  });

  it('lists six tools with descriptions in two languages, closed inputs, open outputs and hints', async () => {
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'ask',
      'list_documents',
      'query',
      'read_clause',
      'search_clauses',
      'unit_tasks',
    ]);
    for (const { name, description, inputSchema, outputSchema, annotations } of tools) {
      expect(description).toMatch(/[一-鿿].*\n.*[A-Z][a-z]+ /s);
      expect(description!.length).toBeLessThan(600);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: 'object' });
      expect(JSON.stringify(outputSchema)).not.toContain('"additionalProperties":false');
      expect(annotations).toMatchObject({ readOnlyHint: name !== 'ask', openWorldHint: false });
    }
    expect(tools.find(({ name }) => name === 'ask')?.annotations?.destructiveHint).toBe(false);
  });
});

describe('each tool gives what its route gives', () => {
  it('ask', async () => {
    const result = await call(agent, 'ask', { question: QUESTION });
    const answer = Answer.parse(result.structuredContent);
    expect(withoutVolatile(answer)).toEqual(
      withoutVolatile(await overHttp('/api/chat', { message: QUESTION })),
    );
    expect(answer.citations.map(({ clauseId }) => clauseId)).toEqual([CLAUSE]);
    expect(textOf(result)).toContain('牵头单位：市卫生计生委');
    expect(textOf(result)).toContain(`条文编号：${CLAUSE}`);
    expect(textOf(result)).toContain(answer.conversationId);
  });

  it('ask, limited to documents, a unit and a role', async () => {
    const question = '有哪些任务与数据有关？';
    const documentIds = ['smart-city-2015-2017'];
    const result = await call(agent, 'ask', { question, documentIds, unit: '市公安局', role: 'lead' });
    const filters = { documentIds, units: ['市公安局'], role: 'lead' };
    expect(withoutVolatile(Answer.parse(result.structuredContent))).toEqual(
      withoutVolatile(await overHttp('/api/chat', { message: question, filters })),
    );
  });

  it('ask, a refusal with the nearest clauses', async () => {
    const question = '火星移民补贴标准是多少？';
    const result = await call(agent, 'ask', { question });
    const answer = Answer.parse(result.structuredContent);
    expect(result.isError).toBeUndefined();
    expect(answer).toMatchObject({ refused: true, citations: [] });
    expect(withoutVolatile(answer)).toEqual(
      withoutVolatile(await overHttp('/api/chat', { message: question })),
    );
    for (const { clauseId } of answer.refusal!.nearest) expect(textOf(result)).toContain(clauseId);
  });

  it.each([
    ['市公安局', {}],
    ['市公安局', { role: 'lead' }],
    ['市卫健委', { documentId: 'smart-city-2015-2017' }],
    ['西青区人民政府', {}],
  ])('unit_tasks of %s %j', async (unit, more) => {
    const result = await call(agent, 'unit_tasks', { unit, ...more });
    const tasks = UnitTasks.parse(result.structuredContent);
    const query = new URLSearchParams(more as Record<string, string>);
    expect(tasks).toEqual(await overHttp(`/api/units/${encodeURIComponent(unit)}/tasks?${query}`));
    expect(tasks.tasks.length + tasks.viaCollective.length).toBeGreaterThan(0);
    expect(textOf(result)).toContain(`共 ${tasks.total} 项任务`);
    for (const { clauseId } of [...tasks.tasks, ...tasks.viaCollective])
      expect(textOf(result)).toContain(clauseId);
  });

  it.each([
    { find: 'clauses', where: { units: { all: ['市公安局', '市交通运输委'] } } },
    { find: 'clauses', where: { roles: ['lead'] }, group: 'unit', order: 'count', limit: 5 },
    { find: 'clauses', compare: [{ units: { any: ['市教委'] } }, { units: { any: ['市卫健委'] } }] },
    { find: 'units', order: 'count', limit: 2, then: { find: 'documents' } },
    { find: 'sections', where: { documentIds: ['smart-city-2015-2017'], tasks: true } },
  ])('query %j', async (query) => {
    const result = await call(agent, 'query', { query });
    const reply = QueryReply.parse(result.structuredContent);
    expect(reply).toEqual(await overHttp('/api/query', { query }));
    expect(reply.rows.length + reply.groups.length).toBeGreaterThan(0);
    expect(reply.citations.length).toBeGreaterThan(0);
    expect(textOf(result)).toContain(`共 ${reply.total} 项`);
    for (const row of reply.rows) if ('clauseId' in row) expect(textOf(result)).toContain(row.clauseId);
  });

  it('query, a field that is not there yet', async () => {
    const result = await call(agent, 'query', { query: { find: 'clauses', verdict: '由市教委牵头' } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('query.verdict：尚不支持这一字段');
  });

  it('search_clauses', async () => {
    const result = await call(agent, 'search_clauses', { query: '智慧医疗', limit: 3 });
    const reply = SearchReply.parse(result.structuredContent);
    expect(reply).toEqual(await overHttp('/api/search', { query: '智慧医疗', limit: 3 }));
    expect(reply.hits).toHaveLength(3);
    for (const { clauseId } of reply.hits) expect(textOf(result)).toContain(clauseId);
  });

  it('read_clause', async () => {
    const result = await call(agent, 'read_clause', { clauseId: CLAUSE });
    const clause = Clause.parse(result.structuredContent);
    expect(clause).toEqual(await overHttp(`/api/clauses/${CLAUSE}`));
    for (const part of [clause.nextClauseId!, '计划期至2017年', '牵头单位：市卫生计生委', '居民健康卡'])
      expect(textOf(result)).toContain(part);
  });

  it('list_documents', async () => {
    const result = await call(agent, 'list_documents');
    const list = DocumentList.parse(result.structuredContent);
    expect(list).toEqual(await overHttp('/api/documents'));
    for (const { documentId } of list.documents) expect(textOf(result)).toContain(documentId);
  });
});

describe('what was asked', () => {
  it('is kept as a turn of the caller, and may be followed up over either way', async () => {
    const first = Answer.parse((await call(agent, 'ask', { question: QUESTION })).structuredContent);
    const { conversationId } = first;
    const followed = Answer.parse(
      (await call(agent, 'ask', { question: '那配合单位呢？', conversationId })).structuredContent,
    );
    expect(followed).toMatchObject({ conversationId, refused: false });
    const kept = (await overHttp(`/api/conversations/${conversationId}`)) as { turns: { answer: unknown }[] };
    expect(kept.turns.map(({ answer }) => answer)).toEqual([first, followed]);
  });

  it('makes one turn when it is sent again with its Idempotency-Key', async () => {
    const client = await connectAgent(service.url, { 'idempotency-key': 'agent-1' });
    const [first, again] = [
      await call(client, 'ask', { question: QUESTION }),
      await call(client, 'ask', { question: QUESTION }),
    ];
    expect(again.structuredContent).toEqual(first.structuredContent);
    const other = await call(client, 'ask', { question: '市公安局有哪些任务？' });
    expect(other.isError).toBe(true);
    expect(textOf(other)).toContain('此 Idempotency-Key 已用于内容不同的请求');
    await client.close();
    const wrong = await connectAgent(service.url, { 'idempotency-key': 'two words' });
    expect(textOf(await call(wrong, 'ask', { question: QUESTION }))).toContain(
      '1 至 255 个可见的 ASCII 字符',
    );
    await wrong.close();
  });

  it('is answered twenty times at once, each call with its own answer', async () => {
    const units = ['市公安局', '市教委', '市财政局', '市交通运输委'];
    const asked = Array.from({ length: 20 }, (_, at) => units[at % units.length]!);
    const results = await Promise.all(
      asked.map((unit) => call(agent, 'ask', { question: `${unit}有哪些任务？` })),
    );
    for (const [at, { structuredContent, isError }] of results.entries()) {
      expect(isError).toBeUndefined();
      expect(Answer.parse(structuredContent).resolvedQuestion).toContain(asked[at]);
    }
  });
});
