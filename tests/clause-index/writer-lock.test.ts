import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identifySelf } from '../../src/clause-index/adapters/embedded/locking/process-identity.ts';
import { takeWriterLock } from '../../src/clause-index/adapters/embedded/locking/writer-lock.ts';
import { IndexLockedError } from '../../src/domain/errors/index-locked-error.ts';
import { DISK_FILES } from '../../src/storage/files/disk-files.ts';

const TOKEN = '0123456789ab';
/** Above every process number that a system gives out. */
const NO_PROCESS = 2 ** 30;

describe('takeWriterLock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'tiaowen-lock-')), 'LOCK');
    await mkdir(folder);
  });
  afterEach(async () => {
    await rm(join(folder, '..'), { recursive: true, force: true });
  });
  const claim = async (name: string, ageMs = 0) => {
    const path = join(folder, name);
    await writeFile(path, '');
    const time = new Date(Date.now() - ageMs);
    await utimes(path, time, time);
  };

  it('takes over from a process that is gone', async () => {
    const { host } = await identifySelf();
    await claim(`${host}-${NO_PROCESS}-unknown-${TOKEN}`);
    const lock = await takeWriterLock(DISK_FILES, folder);
    expect(await readdir(folder)).toHaveLength(1);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not fooled by a later process that was given the same number', async () => {
    const { host, startedAt } = await identifySelf();
    if (startedAt === 'unknown') return; // this system does not tell start times
    await claim(`${host}-${process.pid}-deadbeef.1-${TOKEN}`);
    await (await takeWriterLock(DISK_FILES, folder)).release();
  });

  it('respects a living process, however old its claim', async () => {
    const { host, pid, startedAt } = await identifySelf();
    await claim(`${host}-${pid}-${startedAt}-${TOKEN}`, 86_400_000);
    await expect(takeWriterLock(DISK_FILES, folder)).rejects.toThrow(IndexLockedError);
    await expect(takeWriterLock(DISK_FILES, folder)).rejects.toThrow(new RegExp(`进程号 ${pid}`));
    expect(await readdir(folder)).toEqual([`${host}-${pid}-${startedAt}-${TOKEN}`]);
  });

  it('respects a claim from another host while it is kept fresh', async () => {
    const name = `00000000-1-unknown-${TOKEN}`;
    await claim(name, 60_000);
    await expect(takeWriterLock(DISK_FILES, folder)).rejects.toThrow(IndexLockedError);
    await claim(name, 3_600_000);
    await (await takeWriterLock(DISK_FILES, folder)).release();
  });

  it('ignores files that are no claim', async () => {
    await claim('.DS_Store');
    await (await takeWriterLock(DISK_FILES, folder)).release();
  });
});
