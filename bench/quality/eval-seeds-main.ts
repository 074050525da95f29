import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseFile } from '../../ingest/parse-file.ts';
import { SEEDS_DIR } from '../../ingest/seeds-dir.ts';
import { compareFlattened, type FlattenedComparison } from './compare-flattened.ts';
import { findBrokenFloors, parseFloor } from './floors.ts';
import type { ParsedFile } from './parsed-file.ts';
import { parseJsonLines } from './quality-case.ts';
import { readSource } from './read-source.ts';
import { ClauseGold, compareClause } from './score-clause-sample.ts';

const USAGE = `npm run eval:seeds -- [FILE …] [--sample CLAUSES.jsonl] [--json] [--floor sampleExact=40 …]
FILE …    seeds to read with and without line breaks; all but task tables when none is given
--sample  reference clause records to compare the parser with`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    json: { type: 'boolean', default: false },
    floor: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const floors = values.floor.map(parseFloor);
const out = values.json ? process.stderr : process.stdout;
const sample = values.sample ? await scoreSample(values.sample) : null;
const flattened = await scoreFlattened(positionals.length > 0 ? positionals : await seedsWithoutTables());
const broken = findBrokenFloors(
  [
    { name: 'sampleExact', value: sample?.exact ?? null },
    { name: 'sampleShare', value: sample && sample.exact / sample.records },
    {
      name: 'flattenedSame',
      value: flattened.filter(({ sameText, sameUnits }) => sameText && sameUnits).length / flattened.length,
    },
  ],
  floors,
);
for (const sentence of broken) process.stderr.write(`Floor broken: ${sentence}\n`);
if (values.json)
  process.stdout.write(`${JSON.stringify({ sample, flattened, brokenFloors: broken }, null, 2)}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function scoreSample(file: string) {
  const records = parseJsonLines(await readFile(file, 'utf8'), ClauseGold, file);
  const names = await readdir(SEEDS_DIR);
  const parsed = new Map<string, ParsedFile>();
  const wrong: { readonly ref: string; readonly differences: ReturnType<typeof compareClause> }[] = [];
  for (const record of records) {
    const name = names.find((candidate) => candidate.startsWith(record.doc));
    if (!name) throw new Error(`${file}: no seed begins with ${record.doc}`);
    const reading = parsed.get(name) ?? (await parseFile(path.join(SEEDS_DIR, name)));
    parsed.set(name, reading);
    const differences = compareClause(record, reading);
    if (differences.length > 0) wrong.push({ ref: record.ref, differences });
  }
  for (const { ref, differences } of wrong) {
    for (const { field, expected, found } of differences) {
      out.write(`${ref} ${field}\n    expected  ${expected}\n    found     ${found}\n`);
    }
  }
  out.write(`Reference clauses exact: ${records.length - wrong.length} of ${records.length}\n`);
  return { records: records.length, exact: records.length - wrong.length, wrong };
}

/** A table has nothing but its line breaks to tell cells apart; the manifest says which seeds are tables. */
async function seedsWithoutTables(): Promise<string[]> {
  const manifest: { readonly documents: readonly { readonly file: string; readonly kind?: string }[] } =
    JSON.parse(await readFile(path.join(SEEDS_DIR, 'manifest.json'), 'utf8'));
  return manifest.documents
    .filter(({ kind }) => kind !== 'task-table')
    .map(({ file }) => path.join(SEEDS_DIR, file));
}

async function scoreFlattened(
  files: readonly string[],
): Promise<({ readonly file: string } & FlattenedComparison)[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tiaowen-flattened-'));
  try {
    const results: ({ readonly file: string } & FlattenedComparison)[] = [];
    for (const file of files) {
      const copy = path.join(folder, path.basename(file));
      await writeFile(copy, (await readSource(file)).replace(/[\r\n]+/g, ''));
      const result = compareFlattened(await parseFile(file), await parseFile(copy));
      for (const difference of result.differences) out.write(`${path.basename(file)}: ${difference}\n`);
      out.write(
        `${path.basename(file)} without line breaks: text ${result.sameText ? 'same' : 'differs'}, ` +
          `units ${result.sameUnits ? 'same' : 'differ'}, clauses ${result.same} of ${result.clauses}\n`,
      );
      results.push({ file: path.basename(file), ...result });
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
