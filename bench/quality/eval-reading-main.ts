import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseFile } from '../../ingest/parse-file.ts';
import { findBrokenFloors, type Measure, parseFloor } from './floors.ts';
import { parseJsonLines } from './quality-case.ts';
import { ClauseEnds, ClauseUnitsGold, HeadGold } from './reading-gold.ts';
import { percent, renderTable } from './render-table.ts';
import { scoreClauses, scoreHead } from './score-reading.ts';
import { scoreReadingUnits, type UnitsScore } from './score-reading-units.ts';

const USAGE = 'npm run eval:reading -- DIR [--totals] [--floor clausesRight=0.95 …]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    totals: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
  },
});
const [folder] = positionals;
if (!folder || positionals.length > 1) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const floors = values.floor.map(parseFloor);
const heads = await readGold('structure.jsonl', HeadGold);
const clauses = await readGold('clauses.jsonl', ClauseEnds);
const units = await readGold('units.jsonl', ClauseUnitsGold);

const scores: Awaited<ReturnType<typeof scoreFile>>[] = [];
for (const head of heads) scores.push(await scoreFile(head));

const sum = (of: (score: (typeof scores)[number]) => number): number =>
  scores.reduce((total, score) => total + of(score), 0);
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const total = { clauses: sum((s) => s.clauses.clauses), right: sum((s) => s.clauses.right) };
const measures: Measure[] = [
  { name: 'clausesRight', value: share(total.right, total.clauses) },
  ...(['assignments', 'duties'] as const).flatMap((basis) => {
    const phrases = sum((s) => s[basis].phrases);
    return (['wrong', 'missed', 'surplus'] as const).map((kind) => ({
      name: `${basis}.${kind}`,
      value: share(
        sum((s) => s[basis][kind].length),
        phrases,
      ),
      lowIsGood: true,
    }));
  }),
  ...(['title', 'issuer', 'number', 'date'] as const).map((name) => ({
    name: `${name}s`,
    value: share(
      sum((s) => s.head.filter((check) => check.name === name && check.right).length),
      scores.length,
    ),
  })),
];
if (!values.totals) process.stdout.write(`${renderDetails()}\n\n`);
process.stdout.write(`${renderTotals()}\n`);
const broken = findBrokenFloors(measures, floors);
for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function readGold<T>(name: string, schema: Parameters<typeof parseJsonLines<T>>[1]): Promise<T[]> {
  return parseJsonLines(await readFile(path.join(folder!, name), 'utf8'), schema, name);
}

async function scoreFile(head: HeadGold) {
  const ofFile = <T extends { readonly file: string }>(lines: readonly T[]) =>
    lines.filter(({ file }) => file === head.file);
  const parsed = await parseFile(path.join(folder!, head.file));
  return {
    file: head.file,
    head: scoreHead(parsed, head),
    clauses: scoreClauses(parsed, ofFile(clauses)),
    assignments: scoreReadingUnits(parsed, ofFile(units), 'assignment'),
    duties: scoreReadingUnits(parsed, ofFile(units), 'duty'),
  };
}

function renderDetails(): string {
  return scores
    .flatMap(({ file, head, clauses, assignments, duties }) => [
      ...head
        .filter(({ right }) => !right)
        .map(
          ({ name, expected, found }) =>
            `${file}: ${name}\n    expected  ${expected}\n    found     ${found}`,
        ),
      ...clauses.wrong.map(
        ({ gold, found }) =>
          `${file}: clause ${gold.number} ${gold.start} … ${gold.end} under “${gold.under}”\n    ${found}`,
      ),
      ...clauses.surplus.map(
        ({ clauseId, text }) => `${file}: surplus ${clauseId} ${text.slice(0, 40).replaceAll('\n', '⏎')}`,
      ),
      ...describeUnits(file, 'assignment', assignments),
      ...describeUnits(file, 'duty', duties),
    ])
    .join('\n');
}

function describeUnits(file: string, basis: string, score: UnitsScore): string[] {
  return (['wrong', 'missed', 'surplus'] as const).flatMap((kind) =>
    score[kind].map(({ start, expected, found }) =>
      `${file}: ${basis} ${kind}: ${start}\n    expected  ${expected}\n    found     ${found}`.replaceAll(
        '\r',
        '',
      ),
    ),
  );
}

function renderTotals(): string {
  const unitCells = ({ phrases, wrong, missed, surplus }: UnitsScore) =>
    `${phrases}: ${wrong.length} ${missed.length} ${surplus.length}`;
  const rows = scores.map((score) => [
    score.file,
    `${score.clauses.right}/${score.clauses.clauses}`,
    String(score.clauses.surplus.length),
    unitCells(score.assignments),
    unitCells(score.duties),
    `${score.head.filter(({ right }) => right).length}/${score.head.length}`,
  ]);
  const head = ['file', 'clauses right', 'surplus', 'assignments: wrong missed surplus', 'duties', 'head'];
  const figures = measures.map(({ name, value }) => `${name} ${percent(value)}`).join(' · ');
  return [
    ...(values.totals ? [] : [renderTable(head, rows), '']),
    `clauses ${total.right}/${total.clauses} · surplus ${sum((s) => s.clauses.surplus.length)}`,
    figures,
  ].join('\n');
}
