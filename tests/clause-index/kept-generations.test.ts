import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IndexFormatError } from '../../src/domain/errors/index-format-error.ts';
import { createEmbeddedEngine } from '../contracts/create-embedded-engine.ts';
import { makeNumberedContents } from './numbered-contents.ts';

let engine: Awaited<ReturnType<typeof createEmbeddedEngine>>;
beforeEach(async () => {
  engine = await createEmbeddedEngine();
});
afterEach(() => engine.dispose());

const publish = (number: number) => engine.publisher.publish(makeNumberedContents(number));
const index = () => join(engine.dataDir, 'index');
const generations = async () => (await readdir(join(index(), 'generations'))).sort();
const damage = (version: string, name = 'clauses.jsonl') =>
  writeFile(join(index(), 'generations', version, name), 'rubbish');
const flipPointer = async () => {
  const path = join(index(), 'CURRENT');
  const bytes = await readFile(path);
  bytes[4]! ^= 1;
  await writeFile(path, bytes);
};

describe('generations', () => {
  it('are removed only behind the one that can be rolled back to', async () => {
    const versions = [await publish(1), await publish(2), await publish(3)];
    expect(await generations()).toEqual(versions.slice(1));
  });

  it.each([
    ['flipped', flipPointer],
    ['gone', () => rm(join(index(), 'CURRENT'))],
    ['empty', () => writeFile(join(index(), 'CURRENT'), '')],
    ['of a generation that is gone', () => writeFile(join(index(), 'CURRENT'), 'g000009-gone\n')],
  ])('all stay when the pointer is %s, and a rollback leads to the newest of them', async (_, break_) => {
    const versions = [await publish(1), await publish(2)];
    await break_();
    versions.push(await publish(3));
    expect(await generations()).toEqual(versions);
    expect(await engine.publisher.rollback()).toBe(versions[1]);
  });

  it('stay behind one that does not open, and a rollback passes over it', async () => {
    const versions = [await publish(1), await publish(2)];
    await damage(versions[1]!);
    versions.push(await publish(3));
    expect(await generations()).toEqual(versions);
    expect(await engine.publisher.rollback()).toBe(versions[0]);
  });

  it('that a rollback took back stay, and no later rollback leads to them', async () => {
    const first = await publish(1);
    const second = await publish(2);
    expect(await engine.publisher.rollback()).toBe(first);
    const third = await publish(3);
    expect(await generations()).toEqual([first, second, third]);
    expect(await engine.publisher.rollback()).toBe(first);
    await expect(engine.publisher.rollback()).rejects.toThrow(/之前没有保留的版本/);
  });

  it.each([
    ['gone', () => rm(join(index(), 'CURRENT'))],
    ['damaged', flipPointer],
  ])('are published again by a rollback when CURRENT is %s', async (_, break_) => {
    const first = await publish(1);
    const second = await publish(2);
    await engine.publisher.rollback();
    await break_();
    // What was taken back is not what was published last.
    expect(await engine.publisher.rollback()).toBe(first);
    expect((await engine.publisher.describe())?.version).toBe(first);
    expect(await generations()).toEqual([first, second]);
  });

  it('are named when none of them can be published again', async () => {
    const versions = [await publish(1), await publish(2)];
    await damage(versions[0]!);
    await expect(engine.publisher.rollback()).rejects.toThrow(IndexFormatError);
    await expect(engine.publisher.rollback()).rejects.toThrow(versions[0]);
    expect((await engine.publisher.describe())?.version).toBe(versions[1]);
  });
});

describe('permissions', () => {
  const modes = async (folder: string): Promise<[string, number][]> => {
    const entries = await readdir(folder, { recursive: true });
    const found: [string, number][] = [];
    for (const name of ['.', ...entries]) found.push([name, (await stat(join(folder, name))).mode & 0o777]);
    return found;
  };
  const expectPrivate = async () => {
    for (const [name, mode] of await modes(engine.dataDir)) expect([name, mode & 0o077]).toEqual([name, 0]);
  };

  it.each([0o000, 0o002, 0o022, 0o077])('are the owner’s alone under umask %o', async (umask) => {
    const before = process.umask(umask);
    try {
      await publish(1);
      await publish(2);
    } finally {
      process.umask(before);
    }
    await expectPrivate();
    const files = (await modes(index())).filter(([name]) => /\.|CURRENT/.test(name) && name !== '.');
    for (const [name, mode] of files) expect([name, mode]).toEqual([name, 0o600]);
  });

  it.each([
    ['reading', async () => (await engine.index.open()).release()],
    ['writing', async () => (await engine.publisher.lock()).release()],
  ])('that an earlier version left open are closed at %s', async (_, use) => {
    await publish(1);
    await chmod(engine.dataDir, 0o755);
    for (const name of await readdir(index(), { recursive: true })) {
      const path = join(index(), name);
      await chmod(path, (await stat(path)).isDirectory() ? 0o755 : 0o644);
    }
    await use();
    await expectPrivate();
  });

  it('of a data folder that holds other things are left alone', async () => {
    await publish(1);
    await chmod(engine.dataDir, 0o755);
    await writeFile(join(engine.dataDir, 'notes.txt'), '');
    await chmod(join(engine.dataDir, 'notes.txt'), 0o644);
    (await engine.index.open()).release();
    expect((await stat(engine.dataDir)).mode & 0o777).toBe(0o755);
    expect((await stat(join(engine.dataDir, 'notes.txt'))).mode & 0o777).toBe(0o644);
    expect((await stat(index())).mode & 0o777).toBe(0o700);
  });
});
