/** How much of the thread can one request take? Asks generated ones that are meant to be expensive. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.ts';
import { percentile } from '../quality/intervals.ts';
import { renderTable } from '../quality/render-table.ts';
import { openFuzzAssistant } from './fuzz-assistant.ts';
import { generateQuestions } from './generate-questions.ts';
import { generatePolicies } from './policy-corpus.ts';
import { type TriedQuestion, tryQuestions } from './try-questions.ts';

const USAGE = 'npm run fuzz:questions -- [--count 5000] [--documents 1000] [--seed 1] [--most-ms N]';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    documents: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'most-ms': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const most = values['most-ms'] === undefined ? Number.POSITIVE_INFINITY : Number(values['most-ms']);
const policies = generatePolicies(Number(values.documents), Number(values.seed));
const { assistant, clauses, close } = await openFuzzAssistant(policies);
try {
  const questions = generateQuestions(Number(values.count), Number(values.seed), policies);
  const tried = await tryQuestions(assistant, questions);
  print(tried);
  if (slowest(tried).milliseconds > most) process.exitCode = 1;
} finally {
  await close();
}

function print(tried: readonly TriedQuestion[]): void {
  const families = [...new Set(tried.map(({ question }) => question.family.replace(', with a history', '')))];
  const rows = families.map((family) => {
    const own = tried.filter(({ question }) => question.family.startsWith(family));
    return [
      family,
      String(own.length),
      milliseconds(slowest(own).milliseconds),
      String(mostOf(own, 'steps')),
    ];
  });
  const times = tried.map((one) => one.milliseconds);
  const last = slowest(tried);
  process.stdout.write(
    [
      describeMachine(),
      `${policies.length} documents, ${clauses} clauses; seed ${values.seed}`,
      renderTable(['family', 'requests', 'slowest ms of thread', 'most steps'], rows),
      `Tried ${tried.length}, answered ${tried.length} (refused ${tried.filter(({ refused }) => refused).length})`,
      `Thread time: p50 ${milliseconds(percentile(times, 0.5) ?? 0)} ms, p99 ${milliseconds(percentile(times, 0.99) ?? 0)} ms, slowest ${milliseconds(last.milliseconds)} ms`,
      `Most steps ${mostOf(tried, 'steps')}, most citations ${mostOf(tried, 'citations')}, longest reply ${mostOf(tried, 'bytes')} bytes`,
      `Slowest: ${last.question.family}, ${JSON.stringify(last.question.message.slice(0, 60))}…`,
      '',
    ].join('\n'),
  );
}

function slowest(tried: readonly TriedQuestion[]): TriedQuestion {
  return tried.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
}

function mostOf(tried: readonly TriedQuestion[], figure: 'steps' | 'citations' | 'bytes'): number {
  return Math.max(...tried.map((one) => one[figure]));
}

function milliseconds(value: number): string {
  return value.toFixed(1);
}
