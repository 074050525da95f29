import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readQualityCases } from '../quality/quality-case.ts';
import { renderTable } from '../quality/render-table.ts';
import { compareSplit } from './worlds/compare-split.ts';
import { readSplitDocuments } from './worlds/document-split.ts';
import { FIXED_EMBEDDERS } from './worlds/fixed-embedder.ts';

/*
 * npm run fuzz:worlds -- [--splits 2] [--words 400] [--units 100] [--every 1] [--show 20]
 * Does a key that sees some documents get what an index without the others would give? Every question of tests/quality (or
 * each n-th), words and units of both, over every way of asking; every second split with vectors that no corpus was needed for. Exit code
 * 1 where anything differs.
 */
const { values } = parseArgs({
  options: {
    splits: { type: 'string', default: '2' },
    words: { type: 'string', default: '400' },
    units: { type: 'string', default: '100' },
    every: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});
const folder = fileURLToPath(new URL('../../tests/quality/', import.meta.url));
const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
const all = (await Promise.all(files.map((name) => readQualityCases(`${folder}${name}`)))).flat();
const cases = all.filter((_, i) => i % Number(values.every) === 0);
const documents = await readSplitDocuments();

let unequal = 0;
for (let seed = 1; seed <= Number(values.splits); seed++) {
  const started = performance.now();
  const compared = await compareSplit({
    documents,
    seed,
    share: 0.5,
    cases,
    words: Number(values.words),
    units: Number(values.units),
    ...(seed % 2 === 0 && { embedders: FIXED_EMBEDDERS }),
  });
  const rows = [...compared.bySurface].map(([name, count]) => [
    name,
    String(count.equal),
    String(count.unequal),
  ]);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(
    `split ${seed}: ${compared.visible} documents visible, ${compared.hidden} hidden; ${cases.length} questions, ${values.words} words; ${seconds} s\n`,
  );
  process.stdout.write(`${renderTable(['surface', 'equal', 'unequal'], rows)}\n`);
  for (const difference of compared.differences.slice(0, Number(values.show)))
    process.stdout.write(`${difference}\n`);
  unequal += compared.differences.length;
}
process.stdout.write(unequal === 0 ? 'both worlds answered alike\n' : `${unequal} answers differ\n`);
process.exitCode = unequal === 0 ? 0 : 1;
