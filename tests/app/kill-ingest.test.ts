import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { atDepth } from '../support/depth.ts';
import { runProgram } from './run-program.ts';

const KILLS = atDepth(2, 8);
/** Moments of the kills, in milliseconds; drawn anew at each run and printed where it fails. */
const moments = Array.from({ length: KILLS }, () => 400 + Math.round(Math.random() * 1200));
let dataDir: string;
let policies: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-kill-ingest-'));
  policies = await mkdtemp(join(tmpdir(), 'tiaowen-kill-policies-'));
});
afterAll(async () => {
  await Promise.all([dataDir, policies].map((path) => rm(path, { recursive: true, force: true })));
});

function writePlan(number: number): Promise<void> {
  const items = Array.from(
    { length: 40 },
    (_, i) => `${i + 1}.第${number}版任务。建设平台${i}个。（责任单位：市数据局）`,
  );
  return writeFile(join(policies, 'plan.txt'), `临江市数据方案\n一、任务\n${items.join('\n')}\n`);
}

it(`answers from a whole index after each of ${KILLS} kills in the middle of an ingestion`, {
  timeout: 180_000,
}, async () => {
  onTestFailed(() => {
    process.stderr.write(`kills after ${moments} ms\n`);
  });
  await writePlan(0);
  expect(await runProgram('ingest/main.ts', [policies], { DATA_DIR: dataDir }).ended).toBe(0);
  for (const [at, moment] of moments.entries()) {
    const kill = at + 1;
    await writePlan(kill);
    const ingestion = runProgram('ingest/main.ts', [policies, '--json'], { DATA_DIR: dataDir });
    await Promise.race([ingestion.ended, delay(moment)]);
    ingestion.child.kill('SIGKILL');
    await ingestion.ended;

    const asked = runProgram('src/delivery/cli/ask-main.ts', ['市数据局负责哪些任务？', '--json'], {
      DATA_DIR: dataDir,
    });
    expect(await asked.ended, asked.stderr()).toBe(0);
    const answer = JSON.parse(asked.stdout());
    expect(answer.citations).toHaveLength(40);
    expect(
      new Set(answer.citations.map(({ text }: { text: string }) => /第(\d+)版/.exec(text)![1])).size,
    ).toBe(1);
  }
});
