import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AppContext, createAppContext } from '../../src/app-context.ts';
import { openSqliteCitationArchive } from '../../src/assistant/adapters/embedded/sqlite-citation-archive.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createHttpApp } from '../../src/delivery/http/create-http-app.ts';
import { CLAUSES } from '../delivery/support/sample-index.ts';
import { publishSampleIndex } from './publish-sample-index.ts';

let dataDir: string;
let ctx: AppContext;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-app-'));
  const { config, secrets } = loadConfig({ READER: 'off', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  ctx = createAppContext(config, secrets);
});
afterEach(async () => {
  await ctx.close();
  await ctx.close();
  rmSync(dataDir, { recursive: true });
});

it('is up without an index, and takes one up as soon as it is published', async () => {
  const app = createHttpApp(ctx);
  expect((await request(app).get('/readyz')).status).toBe(503);
  const missing = await request(app).get('/api/documents');
  expect(missing.body).toMatchObject({ status: 503, code: 'index-missing' });
  expect(missing.headers['retry-after']).toBe('10');

  const version = await publishSampleIndex(dataDir);
  expect((await request(app).get('/readyz')).body).toEqual({ status: 'ready', indexVersion: version });
  expect((await request(app).get('/api/documents')).body.documents).toHaveLength(1);
});

it('searches, reads and lists over the real index', async () => {
  await publishSampleIndex(dataDir);
  const app = createHttpApp(ctx);
  const found = await request(app).post('/api/search').send({ query: '管网监测平台', limit: 2 });
  expect(found.body.hits[0]).toMatchObject({ clauseId: 'linjiang-water:1.1', score: expect.any(Number) });
  const filtered = await request(app)
    .post('/api/search')
    .send({ query: '管网监测平台', filters: { units: ['各区人民政府'] } });
  expect(filtered.body.hits.map((hit: { clauseId: string }) => hit.clauseId)).not.toContain(
    'linjiang-water:1.1',
  );

  const clause = await request(app).get('/api/clauses/linjiang-water:1.1');
  expect(clause.body.sourceText).toBe(clause.body.text);
  const tasks = await request(app).get(`/api/units/${encodeURIComponent('市水务局')}/tasks?role=lead`);
  expect(tasks.body).toMatchObject({ names: ['市水务局'], total: 2 });
  expect(tasks.body.tasks).toHaveLength(3);
});

it('reaches a district through its collective, by government and by place', async () => {
  await publishSampleIndex(dataDir);
  const app = createHttpApp(ctx);
  for (const name of ['江北区人民政府', '江北区']) {
    const { body } = await request(app).get(`/api/units/${encodeURIComponent(name)}/tasks`);
    expect(body).toMatchObject({ names: [], total: 0 });
    expect(body.viaCollective.map((entry: { clauseId: string }) => entry.clauseId)).toEqual([
      'linjiang-water:1.3',
    ]);
  }
  const other = await request(app).get(`/api/units/${encodeURIComponent('市无此局')}/tasks`);
  expect(other.status).toBe(404);
});

it('counts the tasks of a unit alike in words and as a table, collectives too', async () => {
  await publishSampleIndex(dataDir);
  const app = createHttpApp(ctx);
  await ctx.warmUp();
  for (const unit of ['市水务局', '各区人民政府', '江北区人民政府']) {
    const { body: table } = await request(app).get(`/api/units/${encodeURIComponent(unit)}/tasks`);
    const { body: answer } = await request(app)
      .post('/api/chat')
      .send({ message: `${unit}有哪些任务？` });
    const idsOf = (list: { clauseId: string }[] | undefined) => (list ?? []).map(({ clauseId }) => clauseId);
    expect(idsOf(answer.citations), unit).toEqual(idsOf(table.tasks));
    if (!answer.refused) {
      expect(answer.answer).toContain(`共有${table.total}项任务`);
      expect(idsOf(answer.viaCollective)).toEqual(idsOf(table.viaCollective));
    }
  }
});

it('keeps a conversation over several questions and shows it', async () => {
  await publishSampleIndex(dataDir);
  const app = createHttpApp(ctx);
  const first = await request(app).post('/api/chat').send({ message: '智慧管网由谁牵头？' });
  expect(first.status).toBe(200);
  const { conversationId } = first.body;
  const second = await request(app).post('/api/chat').send({ message: '那配合单位呢？', conversationId });
  expect(second.body.conversationId).toBe(conversationId);
  expect(second.body.responsibleUnits.map((unit: { name: string }) => unit.name)).toEqual(['市财政局']);

  const kept = await request(app).get(`/api/conversations/${conversationId}`);
  expect(kept.body.turns.map((turn: { question: string }) => turn.question)).toEqual([
    '智慧管网由谁牵头？',
    '那配合单位呢？',
  ]);
  expect(kept.body.turns[1].answer).toEqual(second.body);

  const unknown = await request(app).post('/api/chat').send({ message: '问', conversationId: 'unknown' });
  expect(unknown.body).toMatchObject({ status: 404, code: 'not-found' });
});

it('serves a clause as it was cited after it has changed and after it is gone', async () => {
  const version = await publishSampleIndex(dataDir);
  const app = createHttpApp(ctx);
  const messages = [{ role: 'user', content: '智慧管网由谁牵头？' }];
  const asked = await request(app).post('/v1/chat/completions').send({ model: 'tiaowen', messages });
  const { citations } = asked.body.choices[0].message.tiaowen;
  const [{ clauseId, textHash, text }] = citations;
  const address = `/api/clauses/${clauseId}/versions/${textHash}`;
  expect((await request(app).get(address)).body).toMatchObject({ text, isCurrent: true });

  const changed = { ...CLAUSES[0]!, textHash: 'changed' };
  await publishSampleIndex(dataDir, [changed, ...CLAUSES.slice(1)]);
  const kept = { text, textHash, indexVersion: version, isCurrent: false };
  expect((await request(app).get(address)).body).toMatchObject(kept);
  expect((await request(app).get(`/api/clauses/${clauseId}`)).body.textHash).toBe('changed');

  await publishSampleIndex(dataDir, CLAUSES.slice(1));
  expect((await request(app).get(address)).body).toMatchObject(kept);
  expect((await request(app).get(`/api/clauses/${clauseId}`)).status).toBe(404);
});

it('keeps what was cited when the process ends right after an answer', async () => {
  await publishSampleIndex(dataDir);
  const caller = { owner: { keyId: 'anonymous', endUser: null }, visibility: 'all' } as const;
  const { citations } = await ctx.assistant.answer({ message: '智慧管网由谁牵头？' }, caller);
  await ctx.close();
  const archive = openSqliteCitationArchive({ dataDir });
  for (const { clauseId, textHash, text } of citations) {
    expect(await archive.get(clauseId, textHash)).toMatchObject({ text });
  }
  expect(citations).not.toEqual([]);
  await archive.close();
});
