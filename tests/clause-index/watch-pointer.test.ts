import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writePointer } from '../../src/clause-index/adapters/embedded/generations/pointer-file.ts';
import { watchPointer } from '../../src/clause-index/adapters/embedded/generations/watch-pointer.ts';
import { type IndexLayout, locateIndex } from '../../src/clause-index/adapters/embedded/index-layout.ts';
import { DISK_FILES } from '../../src/storage/files/disk-files.ts';

let layout: IndexLayout;
let opened: number;
beforeEach(async () => {
  opened = 0;
  const files: typeof DISK_FILES = {
    ...DISK_FILES,
    open: (path, mode) => {
      if (mode === 'read') opened++;
      return DISK_FILES.open(path, mode);
    },
  };
  layout = locateIndex(mkdtempSync(join(tmpdir(), 'tiaowen-pointer-')), files);
  await files.createFolder(dirname(layout.pointer));
});
afterEach(() => rmSync(layout.dataDir, { recursive: true }));

it('opens the pointer once for many questions, and at once where another version was published', async () => {
  const read = watchPointer(layout);
  expect(await read()).toBeNull();
  await writePointer(layout, 'g1-a');
  expect(await read()).toBe('g1-a');
  // Older than a tick of the file system's clock.
  await setTimeout(150);
  expect(await read()).toBe('g1-a');
  const before = opened;
  for (let i = 0; i < 50; i++) expect(await read()).toBe('g1-a');
  expect(opened).toBe(before);
  await writePointer(layout, 'g1-b');
  expect(await read()).toBe('g1-b');
});

it.each([
  ['written over', () => writeFileSync(layout.pointer, 'none')],
  [
    'written over with its time set back',
    () => {
      writeFileSync(layout.pointer, 'none');
      utimesSync(layout.pointer, 0, 0);
    },
  ],
])('a pointer that is %s is noticed', async (_, change) => {
  const read = watchPointer(layout);
  await writePointer(layout, 'g1-a');
  await setTimeout(150);
  await read();
  change();
  await expect(read()).rejects.toThrow('已损坏');
  await expect(read()).rejects.toThrow('已损坏');
});

it('a pointer that is gone is noticed', async () => {
  const read = watchPointer(layout);
  await writePointer(layout, 'g1-a');
  await setTimeout(150);
  await read();
  rmSync(layout.pointer);
  expect(await read()).toBeNull();
});
