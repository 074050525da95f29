import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteJobStore } from '../../src/document-jobs/adapters/embedded/sqlite-job-store.ts';
import type { JobStore } from '../../src/document-jobs/ports/job-store.ts';
import type { JobOrder, JobResult } from '../../src/domain/document-job.ts';

const ADD: JobOrder = {
  kind: 'add',
  documentId: null,
  file: { name: '方案.txt', bytes: 3, hash: '0'.repeat(64) },
  isDraft: false,
};
const RESULT: JobResult = {
  documentId: '方案',
  title: '方案',
  clauses: 1,
  units: 0,
  warnings: [],
  isPublished: false,
  indexVersion: null,
};
const NOON = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number) => new Date(NOON.getTime() + 60_000 * minutes);

let dataDir: string;
let jobs: JobStore;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-jobs-'));
  jobs = openSqliteJobStore({ dataDir });
});
afterEach(async () => {
  await jobs.close();
  rmSync(dataDir, { recursive: true });
});

describe('the store of jobs', () => {
  it('gives them out one at a time, in the order in which they came', async () => {
    await jobs.add('a', ADD, NOON);
    await jobs.add('b', ADD, NOON);
    expect(await jobs.take(NOON, later(1))).toMatchObject({ jobId: 'a', state: 'running' });
    expect(await jobs.take(NOON, later(1))).toBeNull();
    await jobs.change('a', { state: 'done', endedAt: NOON.toISOString() }, later(1));
    expect(await jobs.take(NOON, later(1))).toMatchObject({ jobId: 'b' });
  });

  it('gives a job out again whose worker did not renew it, also to another process, and three times at most', async () => {
    await jobs.add('a', ADD, NOON);
    await jobs.take(NOON, later(1));
    await jobs.change('a', { stage: 'reading' }, later(2));
    const other = openSqliteJobStore({ dataDir });
    expect(await other.take(later(1.5), later(3))).toBeNull();
    expect(await other.take(later(3), later(4))).toMatchObject({ jobId: 'a', stage: 'reading' });
    expect(await other.take(later(5), later(6))).toMatchObject({ jobId: 'a' });
    expect(await other.take(later(7), later(8))).toBeNull();
    expect(await other.get('a')).toMatchObject({ state: 'failed', error: { code: 'job-broken-off' } });
    await other.close();
  });

  it('takes nothing from whoever comes too late', async () => {
    await jobs.add('a', ADD, NOON);
    await jobs.take(NOON, later(1));
    await jobs.change('a', { state: 'done', result: RESULT, endedAt: NOON.toISOString() }, later(1));
    expect(await jobs.change('a', { state: 'failed' }, later(2))).toBeNull();
    expect(await jobs.get('a')).toMatchObject({ state: 'done', result: RESULT });
    expect(await jobs.get('none')).toBeNull();
  });

  it('knows the draft of a document until it is published or removed', async () => {
    const end = async (id: string, order: JobOrder, result: Partial<JobResult>) => {
      await jobs.add(id, order, NOON);
      await jobs.take(NOON, later(1));
      await jobs.change(id, { state: 'done', result: { ...RESULT, ...result } }, later(1));
    };
    await end('a', { ...ADD, isDraft: true }, {});
    expect(await jobs.draftOf('方案')).toMatchObject({ jobId: 'a' });
    expect(await jobs.draftOf('另一份')).toBeNull();
    await end('b', { ...ADD, kind: 'publish', documentId: '方案' }, { isPublished: true });
    expect(await jobs.draftOf('方案')).toBeNull();
    expect((await jobs.list(1)).map(({ jobId }) => jobId)).toEqual(['b']);
  });
});
