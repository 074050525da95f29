import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseFile } from '../../ingest/parse-file.ts';
import { findBrokenFloors, type Measure, parseFloor } from './floors.ts';
import { parseJsonLines } from './quality-case.ts';
import { readSource } from './read-source.ts';
import { percent, renderTable } from './render-table.ts';
import type { PairCounts } from './score-case.ts';
import { type StructureCheck, scoreStructure } from './score-structure.ts';
import { scoreUnitLines, type UnitFileScore } from './score-unit-lines.ts';
import { pairF1 } from './summarize-scores.ts';
import { StructureGold, UnitGold } from './unit-gold.ts';

const USAGE = 'npm run eval:units -- DIR [--json] [--floor unitF1=0.95 …]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
  },
});
const [folder] = positionals;
if (!folder || positionals.length > 1) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const floors = values.floor.map(parseFloor);
const unitGold = parseJsonLines(
  await readFile(path.join(folder, 'units.jsonl'), 'utf8'),
  UnitGold,
  'units.jsonl',
);
const structureGold = parseJsonLines(
  await readFile(path.join(folder, 'structure.jsonl'), 'utf8'),
  StructureGold,
  'structure.jsonl',
);
const unitScores: UnitFileScore[] = [];
const structure: { readonly file: string; readonly checks: StructureCheck[] }[] = [];
for (const file of [...new Set([...structureGold, ...unitGold].map((line) => line.file))].sort()) {
  const source = path.join(folder, file);
  const parsed = await parseFile(source);
  const outline = structureGold.find((line) => line.file === file);
  const lines = unitGold.filter((line) => line.file === file);
  unitScores.push({
    file,
    ...scoreUnitLines(parsed, lines, outline?.fp_traps ?? [], await readSource(source)),
  });
  if (outline) structure.push({ file, checks: scoreStructure(parsed, outline) });
}

const total = {
  lines: sum(unitScores.map(({ lines }) => lines)),
  linesExact: sum(unitScores.map(({ linesExact }) => linesExact)),
  unitF1: f1Of(unitScores.map(({ pairs }) => pairs)),
  unitF1WithCollectives: f1Of(unitScores.map(({ pairsWithCollectives }) => pairsWithCollectives)),
  extraPhrases: sum(unitScores.map(({ extraPhrases }) => extraPhrases.length)),
  trapsHit: sum(unitScores.map(({ trapsHit }) => trapsHit.length)),
  structureChecks: sum(structure.map(({ checks }) => checks.length)),
  structureRight: sum(structure.map(({ checks }) => checks.filter(({ right }) => right).length)),
};
const measures: Measure[] = [
  { name: 'unitF1', value: total.unitF1 },
  { name: 'unitF1WithCollectives', value: total.unitF1WithCollectives },
  { name: 'linesExact', value: total.lines === 0 ? null : total.linesExact / total.lines },
  {
    name: 'structure',
    value: total.structureChecks === 0 ? null : total.structureRight / total.structureChecks,
  },
  { name: 'trapsHit', value: total.trapsHit, lowIsGood: true },
  { name: 'extraPhrases', value: total.extraPhrases, lowIsGood: true },
];
const broken = findBrokenFloors(measures, floors);
(values.json ? process.stderr : process.stdout).write(`${renderReport()}\n`);
if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ total, files: unitScores, structure, brokenFloors: broken }, null, 2)}\n`,
  );
}
for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

function renderReport(): string {
  const details = unitScores.flatMap(({ file, wrongLines, extraPhrases, trapsHit }) => [
    ...wrongLines.map(
      ({ quote, raw, expected, found }) =>
        `${file}: …${quote}\n    printed   ${raw}\n    expected  ${expected}\n    found     ${found}`,
    ),
    ...extraPhrases.map(
      ({ raw, units }) =>
        `${file}: extra phrase ${raw}\n    found     ${units.map((u) => `${u.role} ${u.name}`).join('; ')}`,
    ),
    ...trapsHit.map(({ trap, raw }) => `${file}: trap hit: ${trap}\n    found     ${raw}`),
  ]);
  const outline = structure.flatMap(({ file, checks }) =>
    checks
      .filter(({ right }) => !right)
      .map(
        ({ name, expected, found }) => `${file}: ${name}\n    expected  ${expected}\n    found     ${found}`,
      ),
  );
  const rows = unitScores.map((score) => {
    const checks = structure.find(({ file }) => file === score.file)?.checks ?? [];
    return [
      score.file,
      `${score.linesExact}/${score.lines}`,
      percent(f1Of([score.pairs])),
      percent(f1Of([score.pairsWithCollectives])),
      String(score.extraPhrases.length),
      String(score.trapsHit.length),
      `${checks.filter(({ right }) => right).length}/${checks.length}`,
    ];
  });
  rows.push([
    'all',
    `${total.linesExact}/${total.lines}`,
    percent(total.unitF1),
    percent(total.unitF1WithCollectives),
    String(total.extraPhrases),
    String(total.trapsHit),
    `${total.structureRight}/${total.structureChecks}`,
  ]);
  const head = ['file', 'lines exact', 'unit F1', 'with coll.', 'extra phrases', 'traps hit', 'structure'];
  return [...details, ...outline, '', renderTable(head, rows)].join('\n');
}

function f1Of(counts: readonly PairCounts[]): number | null {
  return pairF1(
    sum(counts.map((c) => c.hits)),
    sum(counts.map((c) => c.extra)),
    sum(counts.map((c) => c.missed)),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
