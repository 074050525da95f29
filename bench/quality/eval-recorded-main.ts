/**
 * npm run eval:recorded -- [--ask DIR] [--take DIR] [--json] [--every-other]
 * What is a capable model worth? Asks the questions of tests/quality/recorded/cases.jsonl ({"file", "id"}: cases of the sets beside it) without a model and
 * with one whose replies were recorded, and compares the same cases. A recording belongs to its whole prompt: cases with a prompt that nobody
 * replied to are counted as stale and not scored. `--ask` lays such prompts down in DIR/asked as KEY.md; replies go to DIR/replies as KEY.txt,
 * and `--take` adds them to the recordings first.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Answer } from '../../src/domain/answer.ts';
import { askCase } from './ask-case.ts';
import { groupByDocuments, type QualityCase, readQualityCases } from './quality-case.ts';
import { readRecordings, readReplies, serveRecordings, writeRecordings } from './recordings.ts';
import { percent, renderTable } from './render-table.ts';
import { scoreCase } from './score-case.ts';
import { startScratchServer } from './scratch-server.ts';

const FOLDER = new URL('../../tests/quality/', import.meta.url).pathname;
const RECORDED = path.join(FOLDER, 'recorded');
const REPLIES = path.join(RECORDED, 'replies.jsonl');
const Listed = z.object({ file: z.string(), id: z.string() });

interface Outcome {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly isFollowUp: boolean;
  readonly without: boolean;
  readonly withModel: boolean;
  readonly falseWithout: boolean;
  readonly falseWith: boolean;
  /** Not null where all prompts of the case were replied to. */
  readonly reply: Answer | null;
  readonly isStale: boolean;
  readonly prompts: number;
  readonly missing: number;
}

const { values } = parseArgs({
  options: {
    ask: { type: 'string' },
    take: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const recordings = await readRecordings(REPLIES);
if (values.take) {
  for (const [key, reply] of await readReplies(path.join(values.take, 'replies'))) recordings.set(key, reply);
  await writeRecordings(REPLIES, recordings);
}
const service = await serveRecordings(recordings, values.ask ? path.join(values.ask, 'asked') : null);
const outcomes: Outcome[] = [];
try {
  for (const [file, ids] of await readListed()) await askFile(file, ids);
} finally {
  await service.close();
}
report();

async function readListed(): Promise<Map<string, Set<string>>> {
  const text = await readFile(path.join(RECORDED, 'cases.jsonl'), 'utf8');
  const listed = new Map<string, Set<string>>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { file, id } = Listed.parse(JSON.parse(line));
    listed.set(file, (listed.get(file) ?? new Set()).add(id));
  }
  return listed;
}

async function askFile(file: string, ids: ReadonlySet<string>): Promise<void> {
  const name = path.join(FOLDER, file);
  const cases = (await readQualityCases(name)).filter(({ id }) => ids.has(id));
  for (const { documents, cases: own } of groupByDocuments(cases, path.dirname(name))) {
    const [plain, helped] = await Promise.all([
      startScratchServer(documents),
      startScratchServer(documents, {
        CHAT_MODEL: 'recorded',
        OPENAI_BASE_URL: service.baseUrl,
        OPENAI_API_KEY: 'recorded',
        ANSWER_TIMEOUT_SECONDS: '300',
      }),
    ]);
    try {
      for (const testCase of own) outcomes.push(await compare(file, testCase, plain.url, helped.url));
    } finally {
      await Promise.all([plain.close(), helped.close()]);
    }
  }
}

async function compare(file: string, testCase: QualityCase, plain: string, helped: string): Promise<Outcome> {
  service.takeTally();
  const without = (await askCase(plain, testCase)).reply;
  const { reply } = await askCase(helped, testCase);
  const { asked, missing } = service.takeTally();
  return {
    id: testCase.id,
    file,
    kind: testCase.kind,
    isFollowUp: testCase.turns.length > 1,
    without: scoreCase(testCase, without).whollyRight,
    withModel: scoreCase(testCase, reply).whollyRight,
    falseWithout: testCase.refuse && without?.refused === false,
    falseWith: testCase.refuse && reply?.refused === false,
    reply,
    isStale: missing > 0,
    prompts: asked,
    missing,
  };
}

function report(): void {
  const fresh = outcomes.filter(({ isStale }) => !isStale);
  const sum = (read: (one: Outcome) => number, of: readonly Outcome[] = outcomes) =>
    of.reduce((total, one) => total + read(one), 0);
  const rowOf = (name: string, of: readonly Outcome[]) => ({
    name,
    cases: of.length,
    without: sum(({ without }) => Number(without), of),
    withModel: sum(({ withModel }) => Number(withModel), of),
    won: sum(({ without, withModel }) => Number(withModel && !without), of),
    lost: sum(({ without, withModel }) => Number(without && !withModel), of),
    falseWithout: sum(({ falseWithout }) => Number(falseWithout), of),
    falseWith: sum(({ falseWith }) => Number(falseWith), of),
  });
  const rows = [
    ...[...new Set(fresh.map(({ file }) => file))].map((file) =>
      rowOf(
        file,
        fresh.filter((one) => one.file === file),
      ),
    ),
    rowOf(
      'follow-ups',
      fresh.filter(({ isFollowUp }) => isFollowUp),
    ),
    rowOf('all', fresh),
    // A model that says nothing where nobody replied.
    rowOf('all, also stale', outcomes),
  ];
  const result = {
    cases: outcomes.length,
    stale: outcomes.length - fresh.length,
    prompts: sum(({ prompts }) => prompts),
    unanswered: sum(({ missing }) => missing),
    rows,
  };
  if (values.json) {
    const each = outcomes.map(({ reply, ...one }) => ({ ...one, answer: reply?.answer ?? null }));
    process.stdout.write(`${JSON.stringify({ ...result, each }, null, 2)}\n`);
    return;
  }
  const table = rows.map((row) => [
    row.name,
    String(row.cases),
    percent(row.without / row.cases),
    percent(row.withModel / row.cases),
    String(row.won),
    String(row.lost),
    `${row.falseWithout} → ${row.falseWith}`,
  ]);
  process.stdout.write(
    `${renderTable(['set', 'cases', 'without %', 'with %', 'won', 'lost', 'false answers'], table)}\n` +
      `Stale cases ${result.stale} of ${result.cases}; prompts ${result.prompts}, without a reply ${result.unanswered}.\n`,
  );
}
