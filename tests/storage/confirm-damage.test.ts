import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONVERSATION_SCHEMA } from '../../src/assistant/adapters/embedded/conversation-schema.ts';
import { confirmDamage } from '../../src/storage/confirm-damage.ts';
import { SqliteStore } from '../../src/storage/sqlite-store.ts';
import { type StorePaths, storePaths } from '../../src/storage/store-paths.ts';

let dataDir: string;
let paths: StorePaths;
let file: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-confirm-'));
  const store = new SqliteStore(CONVERSATION_SCHEMA, { dataDir });
  await store.change((tables) => tables.put('meta', { key: 'some', value: 'x'.repeat(20_000) }));
  await store.close();
  paths = storePaths(dataDir, 'conversations');
  file = paths.file;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('a file that is whole when it is read again is not damaged, whatever SQLite called it', () => {
  expect(confirmDamage(paths)).toBeNull();
});

it('a file with a page that is not what was written is damaged', () => {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xee), 0, 4096, 4096);
  closeSync(handle);
  expect(confirmDamage(paths)).toBe('damaged');
});

it('a file that another connection holds for itself is busy', () => {
  const other = new DatabaseSync(file);
  other.exec('BEGIN EXCLUSIVE');
  expect(confirmDamage(paths)).toBe('busy');
  other.close();
  expect(confirmDamage(paths)).toBeNull();
});

it('a file that is none of ours is damaged, and stays as it is', () => {
  for (const content of ['', 'no database, but long enough to be one'.repeat(10)]) {
    writeFileSync(file, content);
    expect(confirmDamage(paths)).toBe('damaged');
    expect(readFileSync(file, 'utf8')).toBe(content);
  }
});

it('an empty file that was about to be made could not be read', () => {
  rmSync(paths.marker);
  writeFileSync(file, '');
  expect(confirmDamage(paths)).toBe('io');
});
