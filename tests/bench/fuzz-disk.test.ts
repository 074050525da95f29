import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { subject as audit } from '../../bench/fuzz/disk/audit.ts';
import { FaultyDisk } from '../../bench/fuzz/disk/faulty-disk.ts';
import { subject as index } from '../../bench/fuzz/disk/index.ts';
import { replaceDurably } from '../../src/storage/files/whole-files.ts';

/** A share of `npm run fuzz:disk`. */
describe('a failing disk', () => {
  it.each([
    [index, 89],
    [audit, 7],
  ])('is survived by $name', { timeout: 240_000 }, async ({ run }, stride) => {
    const { tried, survived, failures } = await run({ stride, offset: 0 });
    expect(failures).toEqual([]);
    expect(survived).toBe(tried);
    expect(tried).toBeGreaterThan(40);
  });
});

describe('the simulation', () => {
  it('finds a file that is replaced without being flushed, or without flushing its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiaowen-faulty-'));
    const path = join(folder, 'file');
    const replaceAndCut = async (careful: boolean) => {
      await replaceDurably(new FaultyDisk(null).files, path, 'old');
      const disk = new FaultyDisk({ kind: 'cut-names', at: careful ? 7 : 1000, code: 'EIO' });
      const files = careful ? disk.files : { ...disk.files, syncFolder: async () => {} };
      await replaceDurably(files, path, 'new').catch(() => {});
      await disk.settle();
      return await readFile(path, 'utf8');
    };
    expect(await replaceAndCut(true)).toBe('new');
    expect(await replaceAndCut(false)).toBe('old');
    await rm(folder, { recursive: true });
  });
});
