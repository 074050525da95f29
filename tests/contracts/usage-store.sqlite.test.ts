import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { openSqliteUsageStore } from '../../src/models/adapters/embedded/sqlite-usage-store.ts';
import { describeUsageStore } from './usage-store.contract.ts';

const folders: string[] = [];
function makeFolder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'tiaowen-usage-')));
  return folders.at(-1)!;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describeUsageStore('sqlite', async () => openSqliteUsageStore({ dataDir: makeFolder() }));

it('keeps its counts when it is opened again', async () => {
  const dataDir = makeFolder();
  const first = openSqliteUsageStore({ dataDir });
  await first.add('2026-03-01', 'a', 12);
  await first.close();
  const second = openSqliteUsageStore({ dataDir });
  expect(await second.add('2026-03-01', 'a', 1)).toEqual({ payer: 13, everyone: 13 });
  await second.close();
});

it('several processes count together', async () => {
  const dataDir = makeFolder();
  const adapter = new URL('../../src/models/adapters/embedded/sqlite-usage-store.ts', import.meta.url).href;
  const script = `
    import { openSqliteUsageStore } from '${adapter}';
    const store = openSqliteUsageStore({ dataDir: ${JSON.stringify(dataDir)} });
    for (let n = 0; n < 20; n++) await store.add('2026-03-01', 'p' + (n % 2), 1);
    await store.close();`;
  const run = () =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  await Promise.all([run(), run(), run()]);
  const store = openSqliteUsageStore({ dataDir });
  expect(await store.read('2026-03-01', null)).toBe(60);
  expect(await store.read('2026-03-01', 'p1')).toBe(30);
  await store.close();
});
