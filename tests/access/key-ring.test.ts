import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessKey, createKey, type NewKey } from '../../src/access/access-key.ts';
import type { Collections } from '../../src/access/collection.ts';
import { readKeyFile, writeKeyFile } from '../../src/access/key-file.ts';
import { openKeyRing } from '../../src/access/open-key-ring.ts';
import { ConfigError } from '../../src/domain/errors/config-error.ts';

let folder: string;
let path: string;
let time: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-keys-'));
  path = join(folder, 'keys.json');
  time = Date.parse('2026-03-01T00:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => new Date(time);

function write(keys: readonly AccessKey[], collections: Collections = {}): void {
  writeKeyFile(path, keys, collections);
}

function make(more: Partial<NewKey> = {}): { key: AccessKey; secret: string } {
  const wanted: NewKey = {
    name: '门户',
    scopes: ['ask', 'read'],
    documentIds: null,
    mayNameEndUsers: false,
    expiresAt: null,
  };
  return createKey({ ...wanted, ...more }, now());
}

describe('a key', () => {
  it('is kept without its secret, readable by its owner alone', () => {
    const { key, secret } = make();
    write([key]);
    expect(readFileSync(path, 'utf8')).not.toContain(secret.slice(-43));
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readKeyFile(path)).toEqual({ keys: [key], collections: {} });
  });

  it('is known by its secret alone', () => {
    const { key, secret } = make({ documentIds: ['port'] });
    const other = make();
    write([key, other.key]);
    const ring = openKeyRing({ path, now });
    expect(ring.holderOf(secret)).toMatchObject({
      keyId: key.id,
      visibility: { documentIds: new Set(['port']) },
    });
    expect(ring.holderOf(secret)!.visibility).toBe(ring.holderOf(secret)!.visibility);
    const forged = `tw_${key.id}_${other.secret.slice(-43)}`;
    for (const wrong of ['', 'tw', key.hash, forged, `${secret}x`, secret.slice(0, -1), `Bearer ${secret}`])
      expect(ring.holderOf(wrong)).toBeNull();
  });

  it('ends with its day', () => {
    const { key, secret } = make({ expiresAt: new Date(time + 1000) });
    write([key]);
    const ring = openKeyRing({ path, now });
    expect(ring.holderOf(secret)).not.toBeNull();
    time += 1000;
    expect(ring.holderOf(secret)).toBeNull();
  });

  it('ends when it is revoked, and a new one begins, while the service runs', () => {
    const first = make();
    const second = make();
    write([first.key]);
    const ring = openKeyRing({ path, now });
    write([{ ...first.key, revokedAt: now().toISOString() }, second.key]);
    time += 2000;
    expect(ring.holderOf(first.secret)).toBeNull();
    expect(ring.holderOf(second.secret)).not.toBeNull();
  });
});

describe('collections', () => {
  const SETS = { 公开: ['port', 'data'], 内部: ['data', 'staff'], 空: [] };

  it('a key sees its documents and those of its collections, and nothing else', () => {
    const both = make({ documentIds: ['own'], collections: ['公开', '内部'] });
    const one = make({ collections: ['公开'] });
    const none = make({ collections: ['空'] });
    const all = make();
    write([both.key, one.key, none.key, all.key], SETS);
    const ring = openKeyRing({ path, now });
    const seen = ({ secret }: { secret: string }) => ring.holderOf(secret)!.visibility;
    expect(seen(both)).toEqual({ documentIds: new Set(['own', 'port', 'data', 'staff']) });
    expect(seen(one)).toEqual({ documentIds: new Set(['port', 'data']) });
    expect(seen(none)).toEqual({ documentIds: new Set() });
    expect(seen(all)).toBe('all');
    expect(seen(one)).toBe(seen(one));
  });

  it('what existing keys see changes with them, while the service runs', () => {
    const { key, secret } = make({ collections: ['公开'] });
    write([key], SETS);
    const ring = openKeyRing({ path, now });
    const before = ring.holderOf(secret)!.visibility;
    const session = ring.openSession(secret, new Date(time + 60_000))!;
    write([key], { ...SETS, 公开: ['port'] });
    expect(ring.holderOf(secret)!.visibility).toBe(before);
    time += 2000;
    expect(ring.holderOf(secret)!.visibility).toEqual({ documentIds: new Set(['port']) });
    expect(ring.holderOfSession(session)!.visibility).toBe(ring.holderOf(secret)!.visibility);
  });

  it('tell what they hold together, by name', () => {
    write([], SETS);
    const ring = openKeyRing({ path, now });
    expect(ring.visibilityOf(['公开', '内部'])).toEqual({ documentIds: new Set(['port', 'data', 'staff']) });
    expect(ring.visibilityOf(['内部', '公开'])).toBe(ring.visibilityOf(['公开', '内部']));
    expect(ring.visibilityOf([])).toEqual({ documentIds: new Set() });
    expect(ring.visibilityOf(['公开', '秘密'])).toBeNull();
    for (const name of ['constructor', '__proto__', 'toString']) expect(ring.visibilityOf([name])).toBeNull();
    write([], { 公开: ['port'] });
    time += 2000;
    expect(ring.visibilityOf(['公开'])).toEqual({ documentIds: new Set(['port']) });
    expect(ring.visibilityOf(['内部'])).toBeNull();
  });

  it('a file of a version without them is read, and its keys see what they saw', () => {
    const all = make();
    const some = make({ documentIds: ['port'] });
    const keys = [all.key, some.key].map(({ collections: _none, ...key }) => key);
    writeFileSync(path, JSON.stringify({ version: 1, keys }));
    const ring = openKeyRing({ path, now });
    expect(ring.holderOf(all.secret)!.visibility).toBe('all');
    expect(ring.holderOf(some.secret)!.visibility).toEqual({ documentIds: new Set(['port']) });
  });

  it('a key of one that the file does not hold makes the file bad, so that nobody sees more', () => {
    const { key, secret } = make({ collections: ['公开'] });
    write([key], SETS);
    const problems: unknown[] = [];
    const ring = openKeyRing({ path, now, onProblem: (error) => problems.push(error) });
    write([key], {});
    expect(() => openKeyRing({ path })).toThrow(ConfigError);
    time += 2000;
    expect(ring.holderOf(secret)!.visibility).toEqual({ documentIds: new Set(['port', 'data']) });
    expect(problems).toHaveLength(1);
  });
});

describe('a session', () => {
  it('stands for its key until its time, or the key, is over', () => {
    const { key, secret } = make();
    write([key]);
    const ring = openKeyRing({ path, now });
    const token = ring.openSession(secret, new Date(time + 60_000))!;
    expect(ring.holderOfSession(token)?.keyId).toBe(key.id);
    expect(token).not.toContain(secret.slice(-43));
    const [id, expiry, session, signature] = token.split('.');
    const other = ring.openSession(secret, new Date(time + 60_000))!.split('.')[2];
    for (const forged of [
      `${id}.${Number(expiry) + 1}.${session}.${signature}`,
      `${id}.${expiry}.${other}.${signature}`,
      `${id}.${expiry}.${signature}`,
      secret,
    ])
      expect(ring.holderOfSession(forged)).toBeNull();
    time += 60_000;
    expect(ring.holderOfSession(token)).toBeNull();
    const later = ring.openSession(secret, new Date(time + 60_000))!;
    write([{ ...key, revokedAt: now().toISOString() }]);
    time += 2000;
    expect(ring.holderOfSession(later)).toBeNull();
  });

  it('that was ended is over at once in every process, and no other with it', () => {
    const { key, secret } = make();
    write([key]);
    const [here, there] = [openKeyRing({ path, now }), openKeyRing({ path, now })];
    const expiresAt = new Date(time + 60_000);
    const [first, second, third] = [1, 2, 3].map(() => here.openSession(secret, expiresAt)!);
    expect(there.holderOfSession(first!)).not.toBeNull();
    here.endSession(first!);
    there.endSession(second!);
    for (const ring of [here, there, openKeyRing({ path, now })]) {
      expect(ring.holderOfSession(first!)).toBeNull();
      expect(ring.holderOfSession(second!)).toBeNull();
      expect(ring.holderOfSession(third!)).not.toBeNull();
    }
  });

  it('is kept as ended no longer than its token would live, and only where it was one', () => {
    const { key, secret } = make();
    write([key]);
    const ring = openKeyRing({ path, now });
    const ended = join(folder, 'ended-sessions');
    const end = () => {
      const token = ring.openSession(secret, new Date(time + 60_000))!;
      for (const forged of [token.replace(/.$/, '!'), `${token.slice(0, -43)}${'x'.repeat(43)}`])
        ring.endSession(forged);
      ring.endSession(token);
      ring.endSession(token);
    };
    end();
    end();
    expect(readdirSync(ended)).toHaveLength(1);
    const [file] = readdirSync(ended);
    expect(readFileSync(join(ended, file!), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(statSync(join(ended, file!)).mode & 0o077).toBe(0);
    time += 2 * 24 * 60 * 60 * 1000;
    end();
    expect(readdirSync(ended)).not.toContain(file);
  });

  it('is not opened for a wrong key', () => {
    write([make().key]);
    expect(openKeyRing({ path, now }).openSession(make().secret, new Date(time + 1000))).toBeNull();
  });
});

describe('a key file', () => {
  it.each([
    ['is missing', null],
    ['is no JSON', 'keys'],
    ['is of another form', '{"keys":[]}'],
    ['holds a key that is none', '{"version":1,"keys":[{"id":"x"}]}'],
  ])('that %s is refused at start', (_case, text) => {
    if (text !== null) writeFileSync(path, text);
    expect(() => openKeyRing({ path })).toThrow(ConfigError);
  });

  it('that breaks while the service runs is reported, and the keys before it stay', () => {
    const { key, secret } = make();
    write([key]);
    const problems: unknown[] = [];
    const ring = openKeyRing({ path, now, onProblem: (error) => problems.push(error) });
    writeFileSync(path, 'broken');
    time += 2000;
    expect(ring.holderOf(secret)).not.toBeNull();
    expect(problems).toHaveLength(1);
  });
});
