import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoreError } from '../../src/domain/errors/store-error.ts';
import { SqliteStore } from '../../src/storage/sqlite-store.ts';
import { createStoreMonitor } from '../../src/storage/store-monitor.ts';
import type { StoreSchema } from '../../src/storage/store-schema.ts';

/** Bytes free on the disk; null for what is true. */
let free: number | null = null;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const statfsSync = (path: string) => (free === null ? fs.statfsSync(path) : { bavail: free, bsize: 1 });
  return { ...fs, statfsSync };
});

const SCHEMA: StoreSchema = {
  name: 'things',
  tables: { things: { columns: { id: 'TEXT NOT NULL', body: 'TEXT NOT NULL' }, key: ['id'] } },
};

let dataDir: string;
let file: string;
let store: SqliteStore;
let told: string[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-store-'));
  file = join(dataDir, 'stores', 'things.sqlite');
  told = [];
  store = open();
});
afterEach(async () => {
  free = null;
  vi.useRealTimers();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

function open(): SqliteStore {
  const monitor = createStoreMonitor(
    (name, problem) => void told.push(`${name} ${problem?.reason ?? 'works'}`),
  );
  return new SqliteStore(SCHEMA, { dataDir, monitor });
}
const put = (id: string, body = 'x'.repeat(3000)) =>
  store.change((tables) => tables.put('things', { id, body }));
const ids = () =>
  store.read((tables) => tables.all<{ id: string }>('things', 'ORDER BY id').map(({ id }) => id));
const fails = (work: Promise<unknown>, reason: StoreError['reason']) =>
  expect(work).rejects.toMatchObject({ code: 'store-unavailable', reason });

it('is for its user alone, and leaves nothing else behind', async () => {
  await put('a');
  expect(statSync(join(dataDir, 'stores')).mode & 0o777).toBe(0o700);
  for (const name of ['things.sqlite', 'things.sqlite-journal', 'things.made'])
    expect(statSync(join(dataDir, 'stores', name)).mode & 0o777).toBe(0o600);
});

it('is made when something is first kept, and empty for whoever looks before', async () => {
  expect(await ids()).toEqual([]);
  expect(existsSync(join(dataDir, 'stores'))).toBe(false);
  await put('a');
  expect(await ids()).toEqual(['a']);
});

it('is not taken for empty where nobody can tell what was kept', async () => {
  writeFileSync(join(dataDir, 'stores'), 'no folder');
  await fails(ids(), 'io');
});

it.each([0, 50, 100, 4096, 9000])(
  'one that is cut to %i bytes in use takes nothing and ends nothing',
  async (size) => {
    for (const id of ['a', 'b', 'c', 'd']) await put(id);
    truncateSync(file, size);
    await fails(put('e'), 'damaged');
    await fails(put('f'), 'damaged');
    expect(told).toEqual(['things damaged']);
    await store.close();
    store = open();
    await fails(put('g'), 'damaged');
    await fails(ids(), 'damaged');
  },
);

it('one that is zeroed in use is told as damaged by whatever reads it', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await put(id);
  await ids();
  const zeroed = openSync(file, 'r+');
  writeSync(zeroed, Buffer.alloc(4096), 0, 4096, 0);
  closeSync(zeroed);
  await fails(ids(), 'damaged');
  await fails(put('e'), 'damaged');
});

it('one that was made and is gone takes nothing, and goes on when it is back', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await put('a');
  renameSync(file, `${file}.away`);
  await fails(put('b'), 'missing');
  await fails(ids(), 'missing');
  renameSync(`${file}.away`, file);
  vi.advanceTimersByTime(60_000);
  await put('c');
  expect(await ids()).toEqual(['a', 'c']);
  expect(told).toEqual(['things missing', 'things works']);
});

it('on a full disk still reads, and writes again once there is room', async () => {
  await put('a');
  free = 1000;
  await fails(put('b'), 'full');
  expect(await ids()).toEqual(['a']);
  await fails(store.probe(), 'full');
  free = null;
  await put('c');
  expect(await ids()).toEqual(['a', 'c']);
  expect(told).toEqual(['things full', 'things works']);
});

it('a damaged row is not given out, and costs no other', async () => {
  for (const id of ['a', 'b']) await put(id, `body of ${id}`);
  const raw = new DatabaseSync(file);
  raw.exec("UPDATE things SET body = 'body of z' WHERE id = 'a'");
  raw.close();
  const body = (id: string) => store.read((tables) => tables.get('things', 'WHERE id = ?', id));
  await fails(body('a'), 'damaged');
  expect(await body('b')).toEqual({ id: 'b', body: 'body of b' });
  await put('c');
});

it('what a change threw over is not kept', async () => {
  await expect(
    store.change((tables) => {
      tables.put('things', { id: 'a', body: '' });
      throw new RangeError('no');
    }),
  ).rejects.toThrow(RangeError);
  expect(await ids()).toEqual([]);
});

it('changes that come at once are one transaction, and closing waits for them', async () => {
  const transactions = () => readFileSync(file).readUInt32BE(24);
  await put('a');
  const before = transactions();
  const changes = ['b', 'c', 'd'].map((id) => put(id));
  await store.close();
  await Promise.all(changes);
  expect(transactions()).toBe(before + 1);
  expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
});

it('a change at fault takes no other with it', async () => {
  await put('a', 'body of a');
  const raw = new DatabaseSync(file);
  raw.exec("UPDATE things SET body = 'body of z'");
  raw.close();
  const reads = store.change((tables) => tables.get('things', "WHERE id = 'a'"));
  const throws = store.change((tables) => {
    tables.put('things', { id: 'x', body: '' });
    throw new RangeError('no');
  });
  const changes = [put('b'), put('c')];
  await fails(reads, 'damaged');
  await expect(throws).rejects.toThrow(RangeError);
  await Promise.all(changes);
  expect(await store.read((tables) => tables.all('things', "WHERE id > 'a' ORDER BY id"))).toMatchObject([
    { id: 'b' },
    { id: 'c' },
  ]);
});

it('a file that is none, or was written with a log beside it, is not touched', async () => {
  await put('a');
  await store.close();
  const bytes = readFileSync(file);
  const strange = [Buffer.from('no database, but long enough to be one'.repeat(10)), Buffer.from(bytes)];
  strange[1]!.fill(2, 18, 20);
  for (const content of strange) {
    writeFileSync(file, content);
    store = open();
    await fails(put('b'), 'damaged');
    await store.close();
    expect(readFileSync(file).equals(content)).toBe(true);
  }
});

it('a folder that cannot be made is told, and nothing ends', async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
  writeFileSync(dataDir, '');
  store = open();
  await fails(put('a'), 'io');
  await fails(store.probe(), 'io');
});

it.each([true, false])(
  'one whose table is gone is damaged until it is there again; in use: %s',
  async (isInUse) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await put('a');
    await ids();
    if (!isInUse) await store.close();
    const raw = new DatabaseSync(file);
    raw.exec('ALTER TABLE things RENAME TO away');
    for (let n = 0; n < 2; n++) {
      await fails(ids(), 'damaged');
      await fails(put('b'), 'damaged');
    }
    raw.exec('ALTER TABLE away RENAME TO things');
    raw.close();
    vi.advanceTimersByTime(60_000);
    expect(await ids()).toEqual(['a']);
  },
);

it('one that SQLite calls malformed again and again although it is whole is not read through at each use', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await put('a');
  const malformed = () =>
    store.read(() => {
      throw Object.assign(new Error('malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
    });
  await fails(malformed(), 'io');
  expect(await ids()).toEqual(['a']);
  await fails(malformed(), 'io');
  await fails(ids(), 'io');
  vi.advanceTimersByTime(60_000);
  expect(await ids()).toEqual(['a']);
});
