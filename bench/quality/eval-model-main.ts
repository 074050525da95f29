/**
 * npm run eval:model -- FILE.jsonl … [--cases] [--floor name=value …]
 * Do answers stay right when a model writes them? Every case is asked without a model, then with a service in this process that
 * writes honestly, then with services that lie in every way of tests/support/writers. It measures the checks, never a model: what a
 * real service is worth `npm run eval:service` measures.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Answer } from '../../src/domain/answer.ts';
import { escapeMarkdown } from '../../src/domain/escape-markdown.ts';
import { type FakeOpenAiService, startFakeOpenAiService } from '../../tests/support/fake-openai-service.ts';
import { FALSE_CITES, FALSE_TEXTS, writeLies } from '../../tests/support/writers/lies.ts';
import { pickFalsely, readFalsely } from '../../tests/support/writers/lying-readings.ts';
import { type ReadPrompt, readPromptOf } from '../../tests/support/writers/prompt-evidence.ts';
import { STYLES } from '../../tests/support/writers/render-reply.ts';
import { rewriteHonestly, type Written, writeHonestly } from '../../tests/support/writers/write-honestly.ts';
import { askCase } from './ask-case.ts';
import { findBrokenFloors, parseFloor } from './floors.ts';
import { type CaseGroup, groupByDocuments, type QualityCase, readQualityCases } from './quality-case.ts';
import { percent, renderTable } from './render-table.ts';
import { scoreCase } from './score-case.ts';
import { indexInScratch, type ScratchServer, serveDataDir } from './scratch-server.ts';

/** How a service writes, and which of its statements are false. */
interface Writer {
  readonly name: string;
  /** What is false of its lies: the text, or only what they cite (then the words may stand in the answer by the rules). */
  readonly falsehood?: 'text' | 'citation';
  /** It also reads messages into queries that they are not, and picks clauses that do not answer. */
  readonly readsFalsely?: boolean;
  readonly write: (prompt: ReadPrompt) => {
    readonly honest: readonly Written[];
    readonly lies: readonly Written[];
  };
}

interface Tally {
  cases: number;
  whollyRight: number;
  byModel: number;
  written: number;
  kept: number;
  /** False statements of the service that stand in an answer. */
  leaked: number;
  /** Units or quotes that differ from the records. */
  wrongFacts: number;
}

/** Lies of one reply; more would be cut off unread. */
const LIES_AT_ONCE = 5;
const MOST_OF_ONE_KIND = 4;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
  },
});
if (positionals.length === 0) {
  process.stderr.write('Usage: npm run eval:model -- FILE.jsonl … [--cases] [--floor name=value …]\n');
  process.exit(2);
}
const groups = (
  await Promise.all(
    positionals.map(async (file) => groupByDocuments(await readQualityCases(file), path.dirname(file))),
  )
).flat();
const folders = new Map<string, string>();
/** Who writes at the moment, and the lies of the case at hand. */
let writer: Writer | null = null;
let lies: readonly Written[] = [];
const service = await startService();
try {
  const without = await runCases(null);
  const honest = await runCases({
    name: 'honest',
    write: (prompt) => ({ honest: writeHonestly(prompt), lies: [] }),
  });
  const liars = [
    ...(await runLiars(Object.keys(FALSE_TEXTS), 'text')),
    ...(await runLiars(Object.keys(FALSE_CITES), 'citation')),
  ];
  const readers = await runCases({
    name: 'reads and picks falsely',
    readsFalsely: true,
    write: (prompt) => ({ honest: writeHonestly(prompt), lies: [] }),
  });
  process.exitCode = report(without, honest, liars, readers);
} finally {
  await service.close();
  for (const folder of folders.values()) await rm(folder, { recursive: true, force: true });
}

async function runLiars(names: readonly string[], falsehood: 'text' | 'citation'): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (let at = 0; at < names.length; at += LIES_AT_ONCE) {
    const told = names.slice(at, at + LIES_AT_ONCE);
    const write = (prompt: ReadPrompt) => ({
      honest: [],
      lies: told.flatMap((name) => writeLies(name, prompt).slice(0, MOST_OF_ONE_KIND)),
    });
    tallies.push(await runCases({ name: told.join(', '), write, falsehood }));
  }
  return tallies;
}

/** Asks every case while the service writes like this; null: of a server that has no model. */
async function runCases(asked: Writer | null): Promise<Tally> {
  const tally: Tally = {
    cases: 0,
    whollyRight: 0,
    byModel: 0,
    written: 0,
    kept: 0,
    leaked: 0,
    wrongFacts: 0,
  };
  writer = asked;
  for (const group of groups) {
    const server = await serveGroup(group, writer !== null);
    try {
      for (const testCase of group.cases) {
        lies = [];
        const { reply } = await askCase(server.url, testCase);
        judge(testCase, reply, lies, tally, writer);
      }
    } finally {
      await server.close();
    }
  }
  return tally;
}

function startService(): Promise<FakeOpenAiService> {
  return startFakeOpenAiService({
    reply: (request) => {
      const prompt = readPromptOf(request.body.messages);
      const text = readOrPick(prompt, request.body.messages);
      if (text !== null) return { kind: 'text', text, chunkSize: 400 };
      const { honest: own, lies: told } = writer?.write(prompt) ?? { honest: [], lies: [] };
      lies = [...lies, ...told];
      return { kind: 'text', text: STYLES['json']!([...own, ...told]), chunkSize: 400 };
    },
  });
}

/** What the service says where it is to read a message or to pick; null where it is to write. */
function readOrPick(prompt: ReadPrompt, messages: readonly { readonly content: string }[]): string | null {
  if (writer?.readsFalsely) return prompt.followUp ? readFalsely(prompt) : pickFalsely(messages);
  return prompt.followUp
    ? JSON.stringify({ asks: [{ question: rewriteHonestly(prompt), query: null }] })
    : null;
}

/** A server of its own for every writer, so that nothing is remembered of the last one; documents are indexed once. */
async function serveGroup({ documents }: CaseGroup, withModel: boolean): Promise<ScratchServer> {
  const key = JSON.stringify(documents);
  const dataDir = folders.get(key) ?? (await indexInScratch(documents));
  folders.set(key, dataDir);
  const environment = { CHAT_MODEL: 'fake-model', OPENAI_API_KEY: 'fake', OPENAI_BASE_URL: service.baseUrl };
  return await serveDataDir(dataDir, undefined, withModel ? environment : {});
}

function judge(
  testCase: QualityCase,
  reply: Answer | null,
  lies: readonly Written[],
  tally: Tally,
  writer: Writer | null,
): void {
  const score = scoreCase(testCase, reply);
  tally.cases++;
  if (score.whollyRight) tally.whollyRight++;
  if (reply?.mode === 'model') tally.byModel++;
  tally.written += reply?.modelReport?.written ?? 0;
  const kept = (reply?.modelReport?.verified ?? 0) + (reply?.modelReport?.repaired ?? 0);
  const leaked =
    writer?.falsehood === 'citation'
      ? lies.slice(0, kept)
      : lies.filter(({ text }) =>
          reply?.statements.some((statement) => statement.text.includes(escapeMarkdown(text))),
        );
  tally.kept += kept;
  tally.leaked += leaked.length;
  const wrong = (reply?.citations ?? []).filter(({ text, quote }) => !text.includes(quote)).length;
  const strangers = (reply?.responsibleUnits ?? []).filter(
    ({ clauseId }) => !reply!.citations.some((citation) => citation.clauseId === clauseId),
  ).length;
  tally.wrongFacts += wrong + strangers;
  if (!values.cases) return;
  for (const { text, cites } of leaked)
    process.stdout.write(`\n${testCase.id} left: ${text}\n  「${cites[0]?.quote ?? ''}」\n`);
  if (!score.whollyRight)
    process.stdout.write(`\n${testCase.id} (${writer?.name ?? 'no model'}): ${score.failures.join('; ')}\n`);
}

/** Prints the table; returns the exit code. */
function report(without: Tally, honest: Tally, liars: readonly Tally[], readers: Tally): number {
  const lied = liars.reduce((sum, one) => ({
    cases: sum.cases + one.cases,
    whollyRight: sum.whollyRight + one.whollyRight,
    byModel: sum.byModel + one.byModel,
    written: sum.written + one.written,
    kept: sum.kept + one.kept,
    leaked: sum.leaked + one.leaked,
    wrongFacts: sum.wrongFacts + one.wrongFacts,
  }));
  const row = (name: string, { cases, whollyRight, byModel, written, kept, leaked, wrongFacts }: Tally) => [
    name,
    String(cases),
    percent(whollyRight / cases),
    percent(byModel / cases),
    `${kept} of ${written}`,
    String(leaked),
    String(wrongFacts),
  ];
  process.stdout.write(
    `${renderTable(
      [
        'answers',
        'cases',
        'wholly right %',
        'in model mode %',
        'sentences kept',
        'lies left',
        'wrong units or quotes',
      ],
      [
        row('without a model', without),
        row('an honest writer', honest),
        ...liars.map((one, i) => row(`liars ${i + 1}`, one)),
        row(`all ${Object.keys({ ...FALSE_TEXTS, ...FALSE_CITES }).length} ways of lying`, lied),
        row('who reads and picks falsely', readers),
      ],
    )}\n`,
  );
  const measures = [
    {
      name: 'honestLoss',
      value: (without.whollyRight - honest.whollyRight) / without.cases,
      lowIsGood: true,
    },
    {
      name: 'liarLoss',
      value: (without.whollyRight * liars.length - lied.whollyRight) / lied.cases,
      lowIsGood: true,
    },
    { name: 'liesLeft', value: lied.leaked, lowIsGood: true },
    { name: 'wrongFacts', value: lied.wrongFacts + honest.wrongFacts + readers.wrongFacts, lowIsGood: true },
    { name: 'honestKept', value: honest.kept / honest.written },
  ];
  const broken = findBrokenFloors(measures, values.floor.map(parseFloor));
  for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
  return broken.length > 0 ? 1 : 0;
}
