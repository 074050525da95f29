import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONVERSATION_SCHEMA } from '../../src/assistant/adapters/embedded/conversation-schema.ts';
import { confirmDamage } from '../../src/storage/confirm-damage.ts';
import { SqliteStore } from '../../src/storage/sqlite-store.ts';
import { storePaths } from '../../src/storage/store-paths.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-confirm-'));
  const store = new SqliteStore(CONVERSATION_SCHEMA, { dataDir });
  await store.change((tables) => tables.put('meta', { key: 'some', value: 'x'.repeat(20_000) }));
  await store.close();
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('a file that is whole when it is read again could not be read, whatever SQLite called it', () => {
  expect(confirmDamage(storePaths(dataDir, 'conversations'), CONVERSATION_SCHEMA)).toBe('io');
});

it('a file with a page that is not what was written is damaged', () => {
  const paths = storePaths(dataDir, 'conversations');
  const file = openSync(paths.file, 'r+');
  writeSync(file, Buffer.alloc(4096, 0xee), 0, 4096, 4096);
  closeSync(file);
  expect(confirmDamage(paths, CONVERSATION_SCHEMA)).toBe('damaged');
});
