/** How long does one answer take over HTTP, and how many a second, beside a bare Express route in the same process? */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import express from 'express';
import { askCase } from './quality/ask-case.ts';
import { percentile } from './quality/intervals.ts';
import { readQualityCases } from './quality/quality-case.ts';
import { renderTable } from './quality/render-table.ts';
import { startScratchServer } from './quality/scratch-server.ts';

const cases = await readQualityCases(fileURLToPath(new URL('../tests/quality/dev.jsonl', import.meta.url)));
const questions = cases.map(({ turns }) => turns[0]!);
const server = await startScratchServer(null);
const bare = express().post('/api/chat', express.json(), (request, response) => {
  response.json({ echo: request.body });
});
const bareListener = bare.listen(0, '127.0.0.1');
await new Promise((resolve) => bareListener.once('listening', resolve));
const bareUrl = `http://127.0.0.1:${(bareListener.address() as AddressInfo).port}`;

const documents = (await (await fetch(new URL('/api/documents', server.url))).json()) as unknown;
process.stdout.write(`Index of the seeds: ${countDocuments(documents)}; ${questions.length} questions\n`);

const WARM_UP_ROUNDS = 1;
const ROUNDS = 3;
const wall: number[] = [];
const inside: number[] = [];
const retrieval: number[] = [];
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  for (const testCase of cases) {
    const { reply, milliseconds, error } = await askCase(server.url, {
      ...testCase,
      turns: [testCase.turns[0]!],
    });
    if (!reply) throw new Error(`${testCase.id}: ${error}`);
    if (round < 0) continue;
    wall.push(milliseconds);
    inside.push(reply.timings.totalMs);
    retrieval.push(reply.timings.retrievalMs);
  }
}
const bareWall: number[] = [];
for (const message of [...questions, ...questions]) {
  const started = performance.now();
  const response = await fetch(`${bareUrl}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  });
  await response.json();
  bareWall.push(performance.now() - started);
}
const row = (name: string, values: readonly number[]): string[] => [
  name,
  String(values.length),
  milliseconds(percentile(values, 0.5)),
  milliseconds(percentile(values, 0.99)),
];
process.stdout.write(
  `${renderTable(
    ['one at a time', 'requests', 'p50 ms', 'p99 ms'],
    [
      row('answer over HTTP', wall),
      row('answer, inside the server', inside),
      row('  of which retrieval', retrieval),
      row('baseline: bare Express route', bareWall),
    ],
  )}\n\n`,
);

const own = await fire(server.url);
const baseline = await fire(bareUrl);
process.stdout.write(
  `${renderTable(
    ['8 connections, 5 s', 'requests/s', 'p99 ms', 'not 2xx'],
    [own, baseline].map((result, index) => [
      index === 0 ? 'POST /api/chat' : 'baseline: bare Express route',
      result.requests.average.toFixed(0),
      result.latency.p99.toFixed(0),
      String(result.non2xx + result.errors),
    ]),
  )}\n/api/chat serves 1 request for ${(baseline.requests.average / own.requests.average).toFixed(1)} of the bare route.\n`,
);
bareListener.close();
await server.close();

function fire(url: string): Promise<autocannon.Result> {
  return autocannon({
    url,
    connections: 8,
    duration: 5,
    requests: questions.map((message) => ({
      method: 'POST' as const,
      path: '/api/chat',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
    })),
  });
}

function countDocuments(body: unknown): string {
  const { documents } = body as { documents?: readonly { readonly clauseCount?: number }[] };
  const clauses = documents?.reduce((sum, { clauseCount = 0 }) => sum + clauseCount, 0);
  return `${documents?.length ?? '?'} documents, ${clauses ?? '?'} clauses`;
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
