import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expandAsConfigured } from '../../ingest/expand-beside.ts';
import { readQuestions } from '../../ingest/expansion/read-questions.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import type { ClauseIndex } from '../../src/clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from '../../src/clause-index/ports/scored-clause.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { openSqliteUsageStore } from '../../src/models/adapters/embedded/sqlite-usage-store.ts';
import { createChatModel } from '../../src/models/create-chat-model.ts';
import type { Embedder, EmbedderProvider } from '../../src/models/ports/embedder.ts';
import { retrieveClauses } from '../../src/retrieval/retrieve-clauses.ts';
import {
  type FakeOpenAiService,
  type RecordedRequest,
  startFakeOpenAiService,
} from '../support/fake-openai-service.ts';
import { PATIENCE } from '../support/patience.ts';

const WRITTEN = '娃娃上学远怎么办呀';
/** A sum of axes: words of children are near to each other, and to nothing that the plan says. */
const vectorOf = (text: string) => (/娃|孩子/.test(text) ? [1, 0] : [0, 1]);
const embedder: Embedder = {
  id: 'axes-2',
  dimension: 2,
  searchShare: 0.5,
  trainedOnCorpus: false,
  embedQuery: async (text) => vectorOf(text),
  embedDocuments: async (texts) => texts.map(vectorOf),
};
const embedders: EmbedderProvider = {
  joinsLater: false,
  forIndex: () => embedder,
  forIngest: async () => ({ embedder, state: null }),
  mayReplace: () => false,
  close: async () => {},
};

let dataDir: string;
let service: FakeOpenAiService;
let index: ClauseIndex;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-expand-'));
  service = await startFakeOpenAiService({ reply: writeFor });
  index = createEmbeddedClauseIndex({ dataDir, questionsMs: 0 });
});
afterEach(async () => {
  await index.close();
  await service.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The clauses that a request shows, by number. */
function shownIn({ body }: RecordedRequest): string[] {
  const text: string = body.messages.at(-1).content;
  return [...text.matchAll(/<条文 编号="\d+">\n(?<shown>[\s\S]*?)\n<\/条文>/g)].map(
    ({ groups }) => groups!['shown']!,
  );
}

function writeFor(request: RecordedRequest) {
  const clauses = shownIn(request).map((text, i) => ({
    clause: i + 1,
    questions: text.includes('修建学校') ? [WRITTEN] : ['这件事归谁来管理'],
  }));
  return {
    kind: 'text',
    text: JSON.stringify({ clauses }),
    usage: { inputTokens: 700, outputTokens: 50 },
  } as const;
}

/** Ten duties: two calls. */
async function ingest(more: readonly string[] = []): Promise<string> {
  const duties = [
    '开放数据',
    '修建学校',
    '改造管网',
    '植树造林',
    '修缮古桥',
    '疏浚河道',
    '更换路灯',
    '扩建医院',
    '培训教师',
  ];
  const lines = [...duties, ...more].map((duty, i) => `${i + 1}.由有关部门按照年度计划${duty}并按期完成。`);
  await writeFile(join(dataDir, 'plan.txt'), `临江市实施方案\n一、任务\n${lines.join('\n')}\n`);
  const publisher = createEmbeddedIndexPublisher({ dataDir });
  const origin = { kind: 'paths', fingerprint: '' } as const;
  const report = await runIngest({
    paths: [join(dataDir, 'plan.txt')],
    origin,
    index,
    publisher,
    embedders,
  });
  return report.version!;
}

interface Limits {
  readonly maxTokens?: number;
  readonly dailyTokens?: number;
  readonly signal?: AbortSignal;
  readonly isOn?: boolean;
}

async function expand({ maxTokens = 100_000, dailyTokens, signal, isOn = true }: Limits = {}) {
  const chat = {
    model: 'fake-model',
    baseUrl: service.baseUrl,
    timeoutMs: 10_000,
    maxConcurrent: 2,
    maxOutputTokens: 500,
    dailyTokens: dailyTokens ?? null,
    dailyTokensPerKey: null,
  };
  const usage = openSqliteUsageStore({ dataDir });
  const model = createChatModel({ ...chat, apiKey: 'none' }, { usage, random: () => 0 });
  const config = { dataDir, chat, expansion: isOn ? { maxTokens } : null };
  try {
    return await expandAsConfigured({ config, index, embedders, model, ...(signal && { signal }) });
  } finally {
    await usage.close();
  }
}

const settled = (size: number) =>
  vi.waitFor(async () => {
    const snapshot = await index.open();
    const found = snapshot.questions?.size ?? 0;
    snapshot.release();
    expect(found).toBe(size);
  }, PATIENCE);

async function search(text: string, onSimilar?: (hits: readonly ScoredClause[]) => void) {
  const snapshot = await index.open();
  try {
    const options = { scope: UNRESTRICTED, ...(onSimilar && { onSimilar }) };
    const hits = await retrieveClauses({ text }, snapshot, embedder, options);
    const ids = hits.map(({ clauseId }) => clauseId);
    return { hits, clauses: await snapshot.clauses.getClauses(ids, 'all') };
  } finally {
    snapshot.release();
  }
}

describe('questions that a model writes for clauses', () => {
  it('find the clause that they are of, and what is near by its own words stays as it was', async () => {
    await ingest();
    let before: readonly ScoredClause[] = [];
    await search('孩子', (hits) => {
      before = hits;
    });
    const report = await expand();
    expect(report).toMatchObject({ outcome: 'complete', calls: 2, left: 0, failedCalls: 0 });
    expect(report).toMatchObject({ inputTokens: 1400, outputTokens: 100 });
    expect(report!.questions).toBe(report!.clauses);
    await settled(report!.questions);
    let after: readonly ScoredClause[] = [];
    const { hits, clauses } = await search('孩子', (similar) => {
      after = similar;
    });
    expect(clauses[0]?.text).toContain('修建学校');
    expect(hits[0]!.score).toBeLessThanOrEqual(1);
    expect(after).toEqual(before);
  });

  it('stand nowhere but in their cache', async () => {
    await ingest();
    const report = await expand();
    await settled(report!.questions);
    const { clauses } = await search('孩子');
    expect(JSON.stringify(clauses)).not.toContain(WRITTEN);
    const folder = join(dataDir, 'index');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile()))
      expect((await readFile(join(file.parentPath, file.name))).includes(WRITTEN)).toBe(false);
  });

  it('are not asked for where it is off: no call, and no byte of the index changes', async () => {
    await ingest();
    const before = await sums();
    expect(await expand({ isOn: false })).toBeNull();
    expect(service.chats).toHaveLength(0);
    expect(await sums()).toEqual(before);
    const report = await expand();
    await settled(report!.questions);
    const added = Object.fromEntries(
      Object.entries(await sums()).filter(([name]) => !name.includes('late-questions')),
    );
    expect(added).toEqual(before);
  });

  it('are asked for once: again only for new texts', async () => {
    await ingest();
    await expand();
    expect(await expand()).toMatchObject({ outcome: 'complete', calls: 0, asked: 0 });
    await ingest(['建设球场']);
    const report = await expand();
    expect(report).toMatchObject({ outcome: 'complete', calls: 1, asked: 1 });
    expect(shownIn(service.chats.at(-1)!)[0]).toContain('建设球场');
    await settled(report!.questions);
  });

  it('go on after an interruption where it was', async () => {
    await ingest();
    const stop = new AbortController();
    service.setReply((request, i) => {
      if (i === 1) stop.abort();
      return i === 1 ? { kind: 'hang' } : writeFor(request);
    });
    expect(await expand({ signal: stop.signal })).toMatchObject({ outcome: 'stopped', asked: 6 });
    service.setReply(writeFor);
    const report = await expand();
    expect(report).toMatchObject({ outcome: 'complete', calls: 1, left: 0 });
    const shown = service.chats.flatMap(shownIn);
    expect(new Set(shown).size).toBe(report!.clauses);
  });

  it.each([
    ['over-limit', { maxTokens: 2500 }],
    ['over-budget', { dailyTokens: 2500 }],
  ] as const)(
    'end at a budget, %s, with what there is until then; the rest comes later',
    async (outcome, limits) => {
      await ingest();
      service.setReply((request) => ({
        ...writeFor(request),
        usage: { inputTokens: 1500, outputTokens: 500 },
      }));
      const report = await expand(limits);
      expect(report).toMatchObject({ outcome, calls: 1, asked: 6, questions: 6 });
      expect(report!.left).toBeGreaterThan(0);
      await settled(6);
      expect(await expand()).toMatchObject({ outcome: 'complete', calls: 1, left: 0 });
    },
  );

  it('end where the model goes on failing, and nothing is kept of replies in another form', async () => {
    await ingest(Array.from({ length: 20 }, (_, i) => `建设${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${i}号站`));
    service.setReply({ kind: 'text', text: '好的，我来写。' });
    expect(await expand()).toMatchObject({ outcome: 'failed', calls: 3, failedCalls: 3, questions: 0 });
    await settled(0);
    service.setReply(writeFor);
    expect(await expand()).toMatchObject({ outcome: 'complete', left: 0 });
  });
});

async function sums(): Promise<Record<string, string>> {
  const folder = join(dataDir, 'index');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = files
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [
        path,
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}

describe('a reply', () => {
  const reply = (...questions: unknown[]) => JSON.stringify({ clauses: [{ clause: 1, questions }] });

  it('gives no more than five questions a clause, each once', () => {
    const many = Array.from({ length: 9 }, (_, i) => `第${i}件事由谁负责？`);
    expect(readQuestions(reply(many[0], ...many), 1)).toEqual([many.slice(0, 5)]);
  });

  it('loses what is no short question in Chinese, and control characters', () => {
    const given = ['Who pays for it?', '长'.repeat(61), '？', '123456', '能领\u0007多少\n钱\u202e？'];
    expect(readQuestions(reply(...given), 1)).toEqual([['能领 多少 钱 ？']]);
  });

  it('says nothing of clauses that were not shown, and none of those that it leaves out', () => {
    const text =
      '{"clauses":[{"clause":7,"questions":["谁来负责这件事"]},{"clause":0,"questions":["谁来负责"]}]}';
    expect(readQuestions(text, 2)).toEqual([[], []]);
  });

  it.each(['', '好的', '{"clauses":', '{"clauses":[{"clause":1}]}', '[]', reply(1)])(
    'of another form is none: %j',
    (text) => {
      expect(readQuestions(text, 1)).toBeNull();
    },
  );
});
