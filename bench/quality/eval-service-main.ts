/**
 * npm run eval:service -- FILE.jsonl … [--limit N] [--json]
 * What is a real chat service worth? Asks the questions of the files with the service that the environment names (CHAT_MODEL,
 * OPENAI_BASE_URL, OPENAI_API_KEY), and without; prints how many answers are wholly right, how many are in the model's words, what
 * became of its sentences and why, its tokens and its time. It costs tokens: one call a question that is answered in words.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config/config.ts';
import { loadEnvironmentFile } from '../../src/config/env.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { TiaowenError } from '../../src/domain/errors/tiaowen-error.ts';
import { askCase } from './ask-case.ts';
import { percentile } from './intervals.ts';
import { groupByDocuments, type QualityCase, readQualityCases } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';
import { scoreCase } from './score-case.ts';
import { startScratchServer } from './scratch-server.ts';

interface Asked {
  readonly testCase: QualityCase;
  readonly reply: Answer | null;
  readonly milliseconds: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (positionals.length === 0) fail('Usage: npm run eval:service -- FILE.jsonl … [--limit N] [--json]');
loadEnvironmentFile();
const environment = readServiceSettings();
const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit);
const without: Asked[] = [];
const withModel: Asked[] = [];
for (const file of positionals) {
  const cases = (await readQualityCases(file)).slice(0, limit);
  for (const { documents, cases: own } of groupByDocuments(cases, path.dirname(file))) {
    without.push(...(await askAll(own, documents, {})));
    withModel.push(...(await askAll(own, documents, environment)));
  }
}
report();

/** The service's settings alone, so that the rest is the same everywhere. Ends the process where there are none. */
function readServiceSettings(): Record<string, string> {
  const names = [
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
    'CHAT_MODEL',
    'MODEL_TIMEOUT_SECONDS',
    'MODEL_MAX_OUTPUT_TOKENS',
  ];
  const set = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  try {
    const { config } = loadConfig(Object.fromEntries(set));
    if (config.chat === null) fail('No service: set CHAT_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL.');
  } catch (error) {
    fail(error instanceof TiaowenError ? error.message : String(error));
  }
  return Object.fromEntries(set);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

async function askAll(
  cases: readonly QualityCase[],
  documents: readonly string[] | null,
  settings: Readonly<Record<string, string>>,
): Promise<Asked[]> {
  const server = await startScratchServer(documents, settings);
  try {
    const asked: Asked[] = [];
    for (const testCase of cases) {
      const { reply, milliseconds } = await askCase(server.url, testCase);
      asked.push({ testCase, reply, milliseconds });
    }
    return asked;
  } finally {
    await server.close();
  }
}

function report(): void {
  const replies = withModel.flatMap(({ reply }) => (reply ? [reply] : []));
  const reports = replies.flatMap(({ modelReport }) => (modelReport ? [modelReport] : []));
  const sum = (read: (one: (typeof reports)[number]) => number) =>
    reports.reduce((total, one) => total + read(one), 0);
  const reasons: Record<string, number> = {};
  for (const one of reports)
    for (const [reason, count] of Object.entries(one.reasons))
      reasons[reason] = (reasons[reason] ?? 0) + count;
  const notices: Record<string, number> = {};
  for (const { code } of replies.flatMap((reply) => reply.notices ?? []))
    notices[code] = (notices[code] ?? 0) + 1;
  const result = {
    model: environment['CHAT_MODEL'],
    cases: withModel.length,
    whollyRight: shareRight(withModel),
    whollyRightWithout: shareRight(without),
    inModelMode: replies.filter(({ mode }) => mode === 'model').length / withModel.length,
    statements: {
      written: sum(({ written }) => written),
      exact: sum(({ verified }) => verified),
      repaired: sum(({ repaired }) => repaired),
      dropped: sum(({ dropped }) => dropped),
      replacedByClause: sum(({ replaced }) => replaced),
    },
    reasons,
    notices,
    tokens: {
      input: sum(({ usage }) => usage?.inputTokens ?? 0),
      output: sum(({ usage }) => usage?.outputTokens ?? 0),
    },
    milliseconds: {
      p50: percentile(
        withModel.map(({ milliseconds }) => milliseconds),
        0.5,
      ),
      p99: percentile(
        withModel.map(({ milliseconds }) => milliseconds),
        0.99,
      ),
    },
  };
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const { statements, tokens, milliseconds } = result;
  process.stdout.write(
    `${renderTable(
      ['figure', String(result.model)],
      [
        ['questions', String(result.cases)],
        ['wholly right %', percent(result.whollyRight)],
        ['  without a model %', percent(result.whollyRightWithout)],
        ['answers in the model’s words %', percent(result.inModelMode)],
        ['statements written', String(statements.written)],
        ['  proven, quote exact', String(statements.exact)],
        ['  proven, quote repaired', String(statements.repaired)],
        ['  dropped', String(statements.dropped)],
        ['statements of clauses filled in', String(statements.replacedByClause)],
        ['tokens in · out', `${tokens.input} · ${tokens.output}`],
        ['ms p50 · p99', `${Math.round(milliseconds.p50 ?? 0)} · ${Math.round(milliseconds.p99 ?? 0)}`],
      ],
    )}\nDropped because: ${JSON.stringify(reasons)}\nNotices: ${JSON.stringify(notices)}\n`,
  );
}

function shareRight(asked: readonly Asked[]): number {
  return asked.filter(({ testCase, reply }) => scoreCase(testCase, reply).whollyRight).length / asked.length;
}
