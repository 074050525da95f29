import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { createEmbeddedClauseIndex } from '../../src/clause-index/adapters/embedded/embedded-clause-index.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { IndexLockedError } from '../../src/domain/errors/index-locked-error.ts';
import { UNRESTRICTED } from '../../src/domain/search-scope.ts';
import { HEALTH } from '../contracts/index-fixtures.ts';
import { atDepth } from '../support/depth.ts';
import { makeNumberedContents } from './numbered-contents.ts';

const KILLS = atDepth(4, 15);
/** Moments of the kills, in milliseconds; drawn anew at each run and printed where it fails. */
const moments = Array.from({ length: KILLS }, () => Math.round(Math.random() * 120));
const CHILD = fileURLToPath(new URL('publish-in-loop.ts', import.meta.url));

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tiaowen-kill-'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts a publisher, kills it `delayMs` after its first publication began, and tells the number it had reached. */
async function publishAndKill(first: number, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir, String(first)]);
  let output = '';
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      resolve();
    });
    child.on('exit', () => resolve());
  });
  expect(output, complaints).not.toBe('');
  await expect(createEmbeddedIndexPublisher({ dataDir }).lock()).rejects.toThrow(IndexLockedError);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  child.kill('SIGKILL');
  await ended;
  return Number(output.trim().split('\n').at(-1));
}

it(`opens one of the published generations, whole, after each of ${KILLS} kills`, {
  timeout: 180_000,
}, async () => {
  onTestFailed(() => {
    process.stderr.write(`kills after ${moments} ms\n`);
  });
  await createEmbeddedIndexPublisher({ dataDir }).publish(makeNumberedContents(0));
  let published = 0;
  let begun = 0;
  for (const moment of moments) {
    begun = await publishAndKill(begun + 1, moment);
    const index = createEmbeddedClauseIndex({ dataDir });
    const snapshot = await index.open();
    const number = Number((await createEmbeddedIndexPublisher({ dataDir }).describe())?.origin.fingerprint);
    expect(number).toBeGreaterThanOrEqual(published);
    expect(number).toBeLessThanOrEqual(begun);
    published = number;
    const expected = makeNumberedContents(number);
    const ids = expected.clauses.map(({ clauseId }) => clauseId);
    expect(await snapshot.clauses.getClauses(ids, 'all')).toEqual(expected.clauses);
    expect(await snapshot.sources.getSources([HEALTH], 'all')).toEqual([`第${number}版原文`]);
    const options = { limit: 1, scope: UNRESTRICTED };
    const [nearest] = await snapshot.vectors.search([[...expected.passages[7]!.vector]], options);
    expect(nearest?.[0]?.score).toBeCloseTo(1, 5);
    expect((await snapshot.keywords.search([[{ term: '版' }]], options))[0]).toHaveLength(1);
    snapshot.release();
    await index.close();
  }
  expect(published).toBeGreaterThan(0);

  // A living writer takes over the dead one's lock and removes what it left.
  await createEmbeddedIndexPublisher({ dataDir }).publish(makeNumberedContents(begun + 1));
  expect(await readdir(join(dataDir, 'index', 'generations'))).toHaveLength(2);
  expect(await readdir(join(dataDir, 'index', 'LOCK'))).toEqual([]);
});
