import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSweeping } from '../../src/retention/start-sweeping.ts';
import { openSweepClock } from '../../src/retention/sweep-clock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-clock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const at = (day: string) => Date.parse(`${day}T00:00:00.000Z`);
const open = (newest: string | null = null) => openSweepClock({ dataDir, newest: async () => newest });

it('a clock ten years ahead removes nothing and says so, until it is right again', async () => {
  const removed: string[] = [];
  const errors: object[] = [];
  const sweepAt = async (day: string) => {
    const { stop } = startSweeping({
      records: [
        {
          name: 'conversations',
          keptDays: 30,
          deleteOlderThan: async (before) => removed.push(before),
          newest: async () => '2026-11-20T00:00:00.000Z',
        },
      ],
      clock: open('2026-11-20T00:00:00.000Z'),
      logger: { info: () => {}, error: (fields: object) => void errors.push(fields) } as never,
      now: () => at(day),
      repeat: () => () => {},
    });
    await stop();
  };
  await sweepAt('2036-11-21');
  expect(removed).toEqual([]);
  expect(errors).toMatchObject([{ since: '2026-11-20T00:00:00.000Z', days: 3654 }]);
  await sweepAt('2026-11-21');
  expect(removed).toEqual(['2026-10-22T00:00:00.000Z']);
});

it('compares with the last sweep, so that records of a wrong clock prove nothing', async () => {
  expect(await open().check(at('2026-11-20'))).toBeNull();
  expect(await open('2036-01-01T00:00:00.000Z').check(at('2036-01-02'))).toMatchObject({ days: 3330 });
  expect(await open().look(at('2026-12-20'))).toBeNull();
  expect(await open().look(at('2026-12-30'))).toMatchObject({ days: 40 });
});

it('follows a clock that was put back', async () => {
  await open().check(at('2026-11-20'));
  expect(await open().check(at('2020-01-01'))).toBeNull();
  expect(await open().look(at('2026-11-20'))).not.toBeNull();
});

it('takes an administrator’s word', async () => {
  await open().check(at('2026-01-01'));
  expect(await open().check(at('2026-11-20'))).not.toBeNull();
  await open().accept(at('2026-11-20'));
  expect(await open().check(at('2026-11-21'))).toBeNull();
  expect(JSON.parse(readFileSync(join(dataDir, 'stores', 'swept.json'), 'utf8'))).toEqual({
    sweptAt: '2026-11-21T00:00:00.000Z',
  });
});

it('goes by the newest record where its own file cannot be read', async () => {
  mkdirSync(join(dataDir, 'stores'));
  writeFileSync(join(dataDir, 'stores', 'swept.json'), '{"sweptAt": "2036');
  expect(await open('2026-11-20T00:00:00.000Z').look(at('2036-11-20'))).toMatchObject({ days: 3653 });
});
