import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Answer } from '../../src/domain/answer.ts';
import { askCase } from './ask-case.ts';
import { groupByDocuments, readQualityCases } from './quality-case.ts';
import { startScratchServer } from './scratch-server.ts';

/*
 * npm run eval:crowd -- FILE.jsonl … --crowd FOLDER [--count N]
 * Asks every case twice: with its own documents, and with N unrelated ones beside them. Prints which answers changed, and how: a document
 * that has nothing to do with a question should not change its answer.
 */
const USAGE = 'npm run eval:crowd -- FILE.jsonl … --crowd FOLDER [--count N]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { crowd: { type: 'string' }, count: { type: 'string', default: '50' } },
});
if (positionals.length === 0 || values.crowd === undefined) {
  process.stderr.write(`Usage: ${USAGE}\n`);
  process.exit(2);
}
const crowd = await listTexts(values.crowd, Number(values.count));
process.stdout.write(`${crowd.length} documents beside\n`);
let asked = 0;
let changed = 0;
for (const file of positionals) {
  for (const { documents, cases } of groupByDocuments(await readQualityCases(file), path.dirname(file))) {
    if (documents === null) throw new Error(`${file}: cases without documents of their own have no crowd`);
    const alone = await askAll(documents, cases);
    const among = await askAll([...documents, ...crowd], cases);
    cases.forEach(({ id, turns }, i) => {
      asked++;
      const [before, after] = [sayShortly(alone[i]!), sayShortly(among[i]!)];
      if (before === after) return;
      changed++;
      process.stdout.write(`${id} ${turns.at(-1)}\n  alone: ${before}\n  among: ${after}\n`);
    });
  }
}
process.stdout.write(`${changed} of ${asked} answers changed = ${((100 * changed) / asked).toFixed(1)} %\n`);

async function askAll(documents: readonly string[], cases: readonly Parameters<typeof askCase>[1][]) {
  const server = await startScratchServer(documents);
  try {
    const replies: (Answer | null)[] = [];
    for (const one of cases) replies.push((await askCase(server.url, one)).reply);
    return replies;
  } finally {
    await server.close();
  }
}

/** What an answer rests on: the clauses that it cites, or that it refuses. */
function sayShortly(reply: Answer | null): string {
  if (reply === null) return 'no reply';
  if (reply.refused) return 'refused';
  const places = reply.citations.map(
    ({ sourceFile, clauseId }) => `${sourceFile}#${clauseId.split(':').at(-1)}`,
  );
  return [...new Set(places)].sort().join(' ');
}

/** The first `count` text files of a folder and of those in it, by name. */
async function listTexts(folder: string, count: number): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .slice(0, count)
    .map((name) => path.join(folder, name));
}
