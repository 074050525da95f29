import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atDepth } from '../../support/depth.ts';
import { type SampleService, startSampleService } from '../support/start-sample-service.ts';

/** What the restricted key sees of the project's five documents. */
const SHOWN = 'smart-city-2015-2017';
/** A run of characters as long as this that only hidden documents print is taken for theirs. */
const RUN = 10;

interface Clause {
  readonly clauseId: string;
  readonly text: string;
  readonly textHash: string;
}

let service: SampleService<'all' | 'some' | 'admin'>;
let hidden: readonly { readonly documentId: string; readonly title: string; readonly sourceFile: string }[];
let hiddenClauses: readonly Clause[];
let shownClauses: readonly Clause[];
let ownRuns: ReadonlySet<string>;
let shownText: string;

beforeAll(async () => {
  service = await startSampleService({
    useSeeds: true,
    collections: { 公开: [SHOWN] },
    keys: {
      all: { documentIds: null },
      some: { documentIds: null, collections: ['公开'] },
      admin: { documentIds: [SHOWN], scopes: ['admin'] },
    },
  });
  const { documents } = await read('/api/documents', 'all');
  hidden = documents.filter(({ documentId }: { documentId: string }) => documentId !== SHOWN);
  expect(hidden).toHaveLength(4);
  shownClauses = await clausesOf(SHOWN);
  hiddenClauses = (await Promise.all(hidden.map(({ documentId }) => clausesOf(documentId)))).flat();
  const source = await (await service.call(`/api/documents/${SHOWN}/source`, { as: 'all' })).text();
  shownText = [source, ...shownClauses.map(({ text }) => text)].join('\n');
  // Names of units stand in both; in a row they make runs that only one prints.
  const { units }: { units: { name: string }[] } = await read('/api/units?q=', 'all');
  const names = new RegExp(units.map(({ name }) => name).join('|'), 'gu');
  const isOwn = (run: string) => !run.includes('\n') && !shownText.includes(run);
  ownRuns = new Set(hiddenClauses.flatMap(({ text }) => runsOf(text.replace(names, '\n')).filter(isOwn)));
}, 120_000);
afterAll(() => service.close());

/** A reply as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: replies of many routes are read by their fields.
async function read(path: string, as: 'all' | 'some'): Promise<any> {
  return await (await service.call(path, { as })).json();
}

async function clausesOf(documentId: string): Promise<Clause[]> {
  const { outline } = await read(`/api/documents/${documentId}`, 'all');
  return await Promise.all(
    outline.map(({ clauseId }: Clause) => read(`/api/clauses/${encodeURIComponent(clauseId)}`, 'all')),
  );
}

function runsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - RUN + 1) }, (_, i) => text.slice(i, i + RUN));
}

/** What a reply says of hidden documents; `said` are words of the request, which a reply may repeat. */
function leaksIn(reply: string, ...said: readonly string[]): string[] {
  const spoken = said.join('\n');
  const names = hidden.flatMap(({ documentId, title, sourceFile }) => [documentId, title, sourceFile]);
  const found = [
    ...names.filter((name) => reply.includes(name)),
    ...runsOf(reply).filter((run) => ownRuns.has(run)),
  ];
  return found.filter((words) => !spoken.includes(words));
}

interface Question {
  readonly id: string;
  readonly turns: readonly string[];
}

const QUESTIONS: readonly Question[] = readFileSync(
  new URL('../../quality/dev.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

/** The reply to the last turn, all turns in one conversation. */
async function chat(turns: readonly string[], as: 'all' | 'some', accept = 'application/json') {
  let conversationId: string | undefined;
  for (const message of turns.slice(0, -1)) {
    const reply = await service.call('/api/chat', { as, body: { message, conversationId } });
    ({ conversationId } = (await reply.json()) as { conversationId: string });
  }
  const body = { message: turns.at(-1), conversationId };
  return await (await service.call('/api/chat', { as, body, headers: { accept } })).text();
}

async function complete(turns: readonly string[], as: 'all' | 'some', stream = false) {
  const messages = turns.map((content) => ({ role: 'user', content }));
  const reply = await service.call('/v1/chat/completions', {
    as,
    body: { model: 'tiaowen', messages, stream },
  });
  return await reply.text();
}

describe('what is compared', () => {
  it('a key that sees everything is told much that is taken for hidden', async () => {
    expect(ownRuns.size).toBeGreaterThan(5000);
    let told = 0;
    // One after the other: all at once they may take longer on a busy machine than a reply can wait.
    for (const { turns } of QUESTIONS.slice(0, 20))
      if (leaksIn(await chat(turns, 'all'), ...turns).length > 0) told++;
    expect(told).toBeGreaterThan(15);
  });
});

describe('a key that sees one document is told nothing of the others', () => {
  const ways: readonly ((turns: readonly string[]) => Promise<string>)[] = [
    (turns) => chat(turns, 'some'),
    (turns) => chat(turns, 'some', 'text/event-stream'),
    (turns) => complete(turns, 'some'),
    (turns) => complete(turns, 'some', true),
  ];
  // At every change each question in two of the ways, so that neighbours are asked in all four.
  it.each(QUESTIONS.map(({ id, turns }, i) => [id, turns, i] as const))('asked %s', async (_id, turns, i) => {
    for (const ask of ways.filter((_, way) => (way + i) % atDepth(2, 1) === 0))
      expect(leaksIn(await ask(turns), ...turns)).toEqual([]);
  });

  it.each([
    ['by the titles of the others', () => hidden.map(({ title }) => `《${title}》讲了什么？`)],
    ['for counts of the others', () => hidden.map(({ title }) => `《${title}》一共有多少项任务？`)],
    ['for headings of the others', () => hidden.map(({ title }) => `《${title}》有哪几部分？`)],
    ['to compare', () => hidden.map(({ title }) => `《${title}》和智慧城市计划在医疗方面有什么不同？`)],
    ['which documents there are', () => ['收录了哪些文件？', '有多少份文件？', '2021年的方案有哪些？']],
    [
      'for what the others say, word by word',
      () => hiddenClauses.flatMap(({ text }, i) => (i % 8 === 0 ? text.slice(0, 200) : [])),
    ],
  ])('asked %s', async (_title, questions) => {
    for (const question of questions()) {
      for (const reply of [await chat([question], 'some'), await complete([question], 'some')])
        expect(leaksIn(reply, question)).toEqual([]);
    }
  });

  it('in a filter that names the others', async () => {
    for (const { documentId } of hidden) {
      const body = { message: '由哪些单位负责？', filters: { documentIds: [documentId] } };
      const asked = await (await service.call('/api/chat', { as: 'some', body })).text();
      expect(leaksIn(asked, documentId)).toEqual([]);
      const found = await service.call('/api/search', {
        as: 'some',
        body: { query: '建设', filters: { documentIds: [documentId] } },
      });
      expect(await found.json()).toMatchObject({ hits: [] });
    }
  });

  it('in a search for their clauses', async () => {
    for (const { text } of hiddenClauses.filter((_, i) => i % 8 === 0)) {
      const query = text.slice(0, 300);
      const reply = await (
        await service.call('/api/search', { as: 'some', body: { query, limit: 100 } })
      ).text();
      expect(leaksIn(reply, query)).toEqual([]);
    }
  });

  it('in documents, outlines and original texts', async () => {
    const listed = await (await service.call('/api/documents', { as: 'some' })).text();
    expect(leaksIn(listed)).toEqual([]);
    for (const { documentId } of hidden) {
      for (const path of [`/api/documents/${documentId}`, `/api/documents/${documentId}/source`]) {
        const reply = await service.call(path, { as: 'some' });
        expect(reply.status).toBe(404);
        expect(leaksIn(await reply.text())).toEqual([]);
      }
    }
  });

  it('in clauses, as they are and as they were cited, and their neighbours', async () => {
    for (const { clauseId, textHash } of hiddenClauses) {
      const path = `/api/clauses/${encodeURIComponent(clauseId)}`;
      for (const address of [path, `${path}/versions/${textHash}`]) {
        const reply = await service.call(address, { as: 'some' });
        expect(reply.status).toBe(404);
        expect(leaksIn(await reply.text())).toEqual([]);
      }
      expect((await service.call(`${path}/versions/${textHash}`, { as: 'all' })).status).toBe(200);
    }
    for (const { clauseId } of shownClauses) {
      const clause = await read(`/api/clauses/${encodeURIComponent(clauseId)}`, 'some');
      for (const neighbour of [clause.previousClauseId, clause.nextClauseId])
        expect(neighbour === null || neighbour.startsWith(`${SHOWN}:`)).toBe(true);
      expect(leaksIn(JSON.stringify(clause))).toEqual([]);
    }
  });

  it('in names of units, their counts and names over time', async () => {
    const { units } = await read('/api/units?q=', 'some');
    const all: { name: string }[] = (await read('/api/units?q=', 'all')).units;
    expect(units.length).toBeGreaterThan(10);
    expect(all.length).toBeGreaterThan(units.length);
    const known = new Set(units.map(({ name }: { name: string }) => name));
    for (const name of known) expect(shownText).toContain(name);
    for (const { name } of all) {
      const asked = `/api/units?q=${encodeURIComponent(name)}`;
      for (const found of (await read(asked, 'some')).units) expect(known).toContain(found.name);
    }
  });

  it('in tasks of units, as JSON and as CSV', async () => {
    const { units }: { units: { name: string }[] } = await read('/api/units?q=', 'all');
    for (const { name } of units) {
      const path = `/api/units/${encodeURIComponent(name)}/tasks`;
      const reply = await service.call(path, { as: 'some' });
      const csv = await service.call(path, { as: 'some', headers: { accept: 'text/csv' } });
      expect(csv.status).toBe(reply.status);
      const text = await reply.text();
      for (const told of [text, await csv.text()]) expect(leaksIn(told, name)).toEqual([]);
      if (reply.status !== 200) continue;
      const tasks = JSON.parse(text);
      const ids = [...tasks.tasks, ...tasks.viaCollective].map(({ documentId }) => documentId);
      expect(new Set([...ids, SHOWN])).toEqual(new Set([SHOWN]));
      expect(tasks.total).toBe(new Set(tasks.tasks.map(({ taskId }: { taskId: string }) => taskId)).size);
      for (const unit of tasks.names) expect(shownText).toContain(unit);
    }
  });

  it('in kept conversations', async () => {
    const { conversations } = await read('/api/conversations?limit=200', 'some');
    expect(conversations.length).toBeGreaterThan(100);
    for (const { conversationId } of conversations) {
      const conversation = await read(`/api/conversations/${conversationId}`, 'some');
      const questions = conversation.turns.map(({ question }: { question: string }) => question);
      expect(leaksIn(JSON.stringify(conversation), ...questions)).toEqual([]);
    }
  });

  it.each(['/healthz', '/readyz', '/api/session', '/v1/models'])('in %s', async (path) => {
    const reply = await service.call(path, { as: 'admin' });
    expect(reply.status).toBe(200);
    expect(leaksIn(await reply.text())).toEqual([]);
  });

  it('the figures of all are not told to an admin of some', async () => {
    expect((await service.call('/metrics', { as: 'admin' })).status).toBe(403);
  });

  it('the description is the same for everyone, whatever is loaded', async () => {
    // Its examples are kept replies about the project's own documents, part of the program.
    const [some, all] = await Promise.all(
      (['some', 'all'] as const).map(async (as) => (await service.call('/openapi.json', { as })).text()),
    );
    expect(some).toBe(all);
  });
});
