import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AskedCase, askCase } from './ask-case.ts';
import { judgeChunkBaseline } from './chunk-baseline.ts';
import { findBrokenFloors, parseFloor } from './floors.ts';
import { percentile } from './intervals.ts';
import {
  type CaseGroup,
  groupByDocuments,
  joinGroups,
  type QualityCase,
  readCaseFile,
} from './quality-case.ts';
import { renderQualityReport } from './render-quality-report.ts';
import { type CaseScore, scoreCase } from './score-case.ts';
import { type ScratchServer, startScratchServer } from './scratch-server.ts';
import { measuresOf, type Share, shareOf, summarizeByKind, summarizeScores } from './summarize-scores.ts';
import { LOSS_STAGES, type LossStage, traceCase } from './trace-case.ts';

const USAGE =
  'npm run eval -- FILE.jsonl … [--every N] [--url BASE] [--json] [--trace] [--floor name=value …]';

interface JudgedCase {
  readonly testCase: QualityCase;
  readonly asked: AskedCase;
  readonly score: CaseScore;
  /** Whether blind chunks would have held the required clauses; null where there are none, or none were asked for. */
  readonly chunks: boolean | null;
  /** Where it was lost; null where it was not, or nobody asked. */
  readonly lostAt: LossStage | null;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    url: { type: 'string' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
  },
});
/** Of each file the first case and every Nth after it. */
const every = Number(values.every);
if (positionals.length === 0 || !Number.isInteger(every) || every < 1) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const floors = values.floor.map(parseFloor);
const started = performance.now();
const judged: JudgedCase[] = [];
const openCases: string[] = [];
const groups: CaseGroup[] = [];
for (const file of positionals) {
  const cases = await readCaseFile(file);
  openCases.push(...cases.filter(({ open }) => open).map(({ id }) => id));
  const complete = cases.filter(({ open }, at) => !open && at % every === 0);
  groups.push(...groupByDocuments(complete, path.dirname(file)));
}
for (const group of joinGroups(groups)) judged.push(...(await judgeGroup(group, values.url)));
process.exitCode = report(judged);

async function judgeGroup(group: CaseGroup, url: string | undefined): Promise<JudgedCase[]> {
  let server: ScratchServer | null = null;
  try {
    if (!url) server = await startScratchServer(group.documents);
    const base = url ?? server!.url;
    const chunks = url ? [] : await judgeChunkBaseline(group.cases, group.documents);
    const results: JudgedCase[] = [];
    for (const [place, testCase] of group.cases.entries()) {
      const asked = await askCase(base, testCase);
      const score = scoreCase(testCase, asked.reply);
      results.push({
        testCase,
        asked,
        score: asked.error ? { ...score, failures: [asked.error, ...score.failures] } : score,
        chunks: chunks[place] ?? null,
        lostAt: values.trace ? await traceCase(base, testCase, score, asked.reply === null) : null,
      });
    }
    return results;
  } finally {
    await server?.close();
  }
}

/** Prints table or JSON; returns the exit code. */
function report(cases: readonly JudgedCase[]): number {
  const scores = cases.map(({ score }) => score);
  const overall = summarizeScores(scores);
  const byKind = summarizeByKind(scores);
  const milliseconds = cases.map(({ asked }) => asked.milliseconds);
  const timings = { p50Ms: percentile(milliseconds, 0.5), p99Ms: percentile(milliseconds, 0.99) };
  const baseline = baselineOf(cases);
  const table = renderQualityReport(overall, byKind, scores, timings, baseline);
  const out = values.json ? process.stderr : process.stdout;
  out.write(`${table}\n`);
  if (values.trace) out.write(`${renderLosses(cases)}\n`);
  if (openCases.length > 0)
    process.stderr.write(`Open, not judged (complete them and remove "open"): ${openCases.join(', ')}\n`);
  const broken = findBrokenFloors(measuresOf(overall, byKind), floors);
  for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
  if (values.json) {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const result = {
      versions: {
        tiaowen: version,
        node: process.version,
        index: [...new Set(cases.flatMap(({ asked }) => asked.reply?.indexVersion ?? []))],
      },
      files: positionals,
      every,
      openCases,
      seconds: (performance.now() - started) / 1000,
      timings,
      overall,
      baseline,
      byKind: Object.fromEntries(byKind),
      brokenFloors: broken,
      cases: cases.map(({ testCase, asked, score, chunks, lostAt }) => ({
        id: testCase.id,
        kind: testCase.kind,
        turns: testCase.turns,
        whollyRight: score.whollyRight,
        checks: score.checks,
        failures: score.failures,
        lostAt,
        score,
        chunkBaseline: chunks,
        milliseconds: asked.milliseconds,
        error: asked.error,
        reply: asked.reply,
      })),
    };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  }
  return broken.length > 0 ? 1 : 0;
}

/** The baseline's share and ours over the same cases; null where it did not run (a server elsewhere has its own documents). */
function baselineOf(
  cases: readonly JudgedCase[],
): { readonly chunks: Share; readonly answers: Share } | null {
  const judged = cases.filter(({ chunks }) => chunks !== null);
  if (judged.length === 0) return null;
  return {
    chunks: shareOf(judged.map(({ chunks }) => chunks)),
    answers: shareOf(judged.map(({ score }) => score.checks.recall)),
  };
}

/** How many cases each stage lost, and which. */
function renderLosses(cases: readonly JudgedCase[]): string {
  const lines = Object.entries(LOSS_STAGES).map(([stage, meaning]) => {
    const lost = cases.filter(({ lostAt }) => lostAt === stage).map(({ testCase }) => testCase.id);
    return `  ${stage} (${meaning}): ${lost.length}${lost.length > 0 ? ` · ${lost.join(' ')}` : ''}`;
  });
  return ['Lost at:', ...lines].join('\n');
}
