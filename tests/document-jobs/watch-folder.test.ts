import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteJobStore } from '../../src/document-jobs/adapters/embedded/sqlite-job-store.ts';
import type { JobStore } from '../../src/document-jobs/ports/job-store.ts';
import { watchFolder } from '../../src/document-jobs/watch-folder.ts';
import { workJobs } from '../../src/document-jobs/work-jobs.ts';
import { DocumentJobError } from '../../src/domain/errors/document-job-error.ts';

const SILENT = { info: () => undefined, warn: () => undefined };
const WAIT = { timeout: 20_000, interval: 30 };

let dataDir: string;
let folder: string;
let jobs: JobStore;
let stop: AbortController;
let running: Promise<unknown>;

/** Watches and works, as a service does; every file is a document of its name, but 坏 ones. */
function run(): void {
  stop = new AbortController();
  const { signal } = stop;
  running = Promise.all([
    watchFolder({ folder, dataDir, jobs, mostBytes: 100, logger: SILENT, signal, lookMs: 20 }),
    workJobs({
      jobs,
      logger: SILENT,
      signal,
      pollMs: 10,
      doJob: async ({ file, documentId }) => {
        if (file?.name.startsWith('坏')) throw new DocumentJobError('unreadable', '没有读出任何条款');
        const id = documentId ?? file!.name;
        return {
          documentId: id,
          title: id,
          clauses: 1,
          units: 0,
          warnings: [],
          isPublished: true,
          indexVersion: 'v',
        };
      },
    }),
  ]);
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-watch-data-'));
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-watch-'));
  jobs = openSqliteJobStore({ dataDir });
});
afterEach(async () => {
  stop.abort();
  await running;
  await jobs.close();
  rmSync(dataDir, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
});

const orders = async () =>
  [...(await jobs.list(50))]
    .reverse()
    .map(({ kind, file, documentId, state }) => [kind, file?.name ?? null, documentId, state]);

describe('a watched folder', () => {
  it('has its files added, replaced when they change, and removed when they go', async () => {
    writeFileSync(join(folder, '甲.txt'), '一');
    mkdirSync(join(folder, '下级'));
    writeFileSync(join(folder, '下级', '坏.txt'), '二');
    writeFileSync(join(folder, '.隐藏.txt'), '三');
    run();
    await vi.waitFor(async () => {
      expect((await orders()).filter(([, , , state]) => state === 'done' || state === 'failed')).toHaveLength(
        2,
      );
    }, WAIT);
    expect(await orders()).toEqual(
      expect.arrayContaining([
        ['add', '甲.txt', null, 'done'],
        ['add', '坏.txt', null, 'failed'],
      ]),
    );
    writeFileSync(join(folder, '甲.txt'), '一、改');
    await vi.waitFor(
      async () => expect(await orders()).toContainEqual(['add', '甲.txt', '甲.txt', 'done']),
      WAIT,
    );
    rmSync(join(folder, '甲.txt'));
    rmSync(join(folder, '下级'), { recursive: true });
    await vi.waitFor(
      async () => expect(await orders()).toContainEqual(['remove', null, '甲.txt', 'done']),
      WAIT,
    );
    expect(await orders()).toHaveLength(4);
  });

  it('is remembered over a restart, and a folder that is gone changes nothing', async () => {
    writeFileSync(join(folder, '甲.txt'), '一');
    run();
    await vi.waitFor(async () => expect(await orders()).toEqual([['add', '甲.txt', null, 'done']]), WAIT);
    // The state is written after the next look.
    await new Promise((resolve) => setTimeout(resolve, 200));
    stop.abort();
    await running;
    renameSync(folder, `${folder}-away`);
    run();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await orders()).toHaveLength(1);
    renameSync(`${folder}-away`, folder);
    rmSync(join(folder, '甲.txt'));
    await vi.waitFor(
      async () => expect(await orders()).toContainEqual(['remove', null, '甲.txt', 'done']),
      WAIT,
    );
  });
});
