import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessKey, createKey, type NewKey } from '../../src/access/access-key.ts';
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
    writeKeyFile(path, [key]);
    expect(readFileSync(path, 'utf8')).not.toContain(secret.slice(-43));
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readKeyFile(path)).toEqual([key]);
  });

  it('is known by its secret alone', () => {
    const { key, secret } = make({ documentIds: ['port'] });
    const other = make();
    writeKeyFile(path, [key, other.key]);
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
    writeKeyFile(path, [key]);
    const ring = openKeyRing({ path, now });
    expect(ring.holderOf(secret)).not.toBeNull();
    time += 1000;
    expect(ring.holderOf(secret)).toBeNull();
  });

  it('ends when it is revoked, and a new one begins, while the service runs', () => {
    const first = make();
    const second = make();
    writeKeyFile(path, [first.key]);
    const ring = openKeyRing({ path, now });
    writeKeyFile(path, [{ ...first.key, revokedAt: now().toISOString() }, second.key]);
    time += 2000;
    expect(ring.holderOf(first.secret)).toBeNull();
    expect(ring.holderOf(second.secret)).not.toBeNull();
  });
});

describe('a session', () => {
  it('stands for its key until its time, or the key, is over', () => {
    const { key, secret } = make();
    writeKeyFile(path, [key]);
    const ring = openKeyRing({ path, now });
    const token = ring.openSession(secret, new Date(time + 60_000))!;
    expect(ring.holderOfSession(token)?.keyId).toBe(key.id);
    expect(token).not.toContain(secret.slice(-43));
    const [id, expiry, signature] = token.split('.');
    expect(ring.holderOfSession(`${id}.${Number(expiry) + 1}.${signature}`)).toBeNull();
    expect(ring.holderOfSession(secret)).toBeNull();
    time += 60_000;
    expect(ring.holderOfSession(token)).toBeNull();
    const later = ring.openSession(secret, new Date(time + 60_000))!;
    writeKeyFile(path, [{ ...key, revokedAt: now().toISOString() }]);
    time += 2000;
    expect(ring.holderOfSession(later)).toBeNull();
  });

  it('is not opened for a wrong key', () => {
    writeKeyFile(path, [make().key]);
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
    writeKeyFile(path, [key]);
    const problems: unknown[] = [];
    const ring = openKeyRing({ path, now, onProblem: (error) => problems.push(error) });
    writeFileSync(path, 'broken');
    time += 2000;
    expect(ring.holderOf(secret)).not.toBeNull();
    expect(problems).toHaveLength(1);
  });
});
