import { parseArgs } from 'node:util';
import { collectSets } from './collect-sets.ts';
import { didReaderSee } from './reader-sets.ts';

/*
 * npm run --silent train:pairs -- [--real FOLDER] > pairs.jsonl
 * What the reader is trained on: each question with passages that answer it and those that were found and do not, nearest first.
 */
const WRONG = 24;

const { values } = parseArgs({ options: { real: { type: 'string' } } });
for (const row of [...(await collectSets({ real: values.real, isRead: false })).values()].flat()) {
  if (!didReaderSee(row.group)) continue;
  const passages = (isRight: boolean) =>
    row.candidates
      .filter((candidate) => candidate.isRight === isRight)
      .flatMap((candidate) => candidate.passages);
  const right = passages(true);
  if (row.isAnswerable && right.length === 0) continue;
  const pair = { question: row.text, right, wrong: passages(false).slice(0, WRONG) };
  process.stdout.write(`${JSON.stringify(pair)}\n`);
}
