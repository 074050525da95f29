import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeptNumbers } from '../../bench/quality/kept-numbers.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NUMBERS = [0.1, -4.75, Number.MIN_VALUE, 1e300];

describe('numbers that a measurement keeps', () => {
  it('are the same to the last digit for another process with the same folder', async () => {
    await openKeptNumbers(folder).put('模型\n问题', NUMBERS);
    const other = openKeptNumbers(folder);
    expect([...(await other.get('模型\n问题'))!]).toEqual(NUMBERS);
    expect(await other.get('模型\n另一问题')).toBeNull();
  });

  it('leave nothing half written beside them, however many write the same', async () => {
    const writers = Array.from({ length: 20 }, () => openKeptNumbers(folder));
    await Promise.all(writers.map((writer) => writer.put('k', NUMBERS)));
    expect(readdirSync(folder)).toHaveLength(1);
    expect([...(await openKeptNumbers(folder).get('k'))!]).toEqual(NUMBERS);
  });

  it('are kept for one process alone without a folder', async () => {
    const own = openKeptNumbers(undefined);
    await own.put('k', NUMBERS);
    expect([...(await own.get('k'))!]).toEqual(NUMBERS);
    expect(await openKeptNumbers(undefined).get('k')).toBeNull();
  });
});
