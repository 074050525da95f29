import { parseArgs } from 'node:util';
import { collectSets } from './collect-sets.ts';
import { didReaderSee } from './reader-sets.ts';

/*
 * npm run --silent train:pairs -- [--real FOLDER] > pairs.jsonl
 * What the reader is trained on: each question with passages that answer it and those that were found and do not, nearest first.
 */
const WRONG = 24;

const { values } = parseArgs({ options: { real: { type: 'string' } } });
const sets = await collectSets({ real: values.real, isRead: false });
for (const [set, row] of [...sets].flatMap(([name, rows]) => rows.map((each) => [name, each] as const))) {
  if (!didReaderSee(row.group)) continue;
  const passages = (isRight: boolean) =>
    row.candidates
      // What is left out is left out as a wrong passage too.
      .filter(({ isRight: is, document }) => is === isRight && didReaderSee(`${set}:${document}`))
      .flatMap((candidate) => candidate.passages);
  const right = passages(true);
  if (row.isAnswerable && right.length === 0) continue;
  const pair = { question: row.text, right, wrong: passages(false).slice(0, WRONG) };
  process.stdout.write(`${JSON.stringify(pair)}\n`);
}
