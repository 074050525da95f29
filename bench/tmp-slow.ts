import { askCase } from './quality/ask-case.ts';
import { readQualityCases } from './quality/quality-case.ts';
import { serveDataDir } from './quality/scratch-server.ts';

const server = await serveDataDir('/tmp/large', (ctx) => ctx.warmUp());
const cases = await readQualityCases('tests/quality/dev.jsonl');
const { QueryLine, readLines } = await import('./retrieve/read-lines.ts');
const qs = await readLines('/work/shared/eval/statutes/queries.jsonl', QueryLine);
const all = [
  ...cases.map((c) => ({ ...c, turns: [c.turns[0]!] })),
  ...qs.slice(0, 180).map((q) => ({ ...cases[0]!, id: q.id, turns: [q.text] })),
];
const t: [number, string, number][] = [];
for (let r = 0; r < 2; r++)
  for (const c of all) {
    const { milliseconds, reply } = await askCase(server.url, c);
    if (r) t.push([milliseconds, c.turns[0]!, reply?.timings.retrievalMs ?? 0]);
  }
t.sort((a, b) => b[0] - a[0]);
for (const x of t.slice(0, 25)) console.log(x[0].toFixed(0), x[2], x[1]);
console.log('p50', t[t.length >> 1]![0]);
await server.close();
