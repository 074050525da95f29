import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openKeyRing } from '../../../src/access/open-key-ring.ts';
import { readExpiry } from '../../../src/delivery/cli/read-expiry.ts';

const folder = mkdtempSync(join(tmpdir(), 'tiaowen-keys-cli-'));
const file = join(folder, 'keys.json');
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/delivery/cli/keys-main.ts', ...args],
    { encoding: 'utf8', cwd: join(import.meta.dirname, '../../..') },
  );
  return { status, stdout, stderr };
};

describe('npm run keys', () => {
  it('makes, lists and revokes keys; stdout holds the secret alone', () => {
    const made = run(
      'create',
      '--name',
      '市门户',
      '--scope',
      'ask',
      '--expires',
      '90d',
      '--end-users',
      '--file',
      file,
    );
    expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^tw_\w+_[\w-]{43}\n$/) });
    const secret = made.stdout.trim();
    const holder = openKeyRing({ path: file }).holderOf(secret)!;
    expect(holder).toMatchObject({ name: '市门户', scopes: ['ask'], mayNameEndUsers: true });
    expect(run('list', '--file', file).stdout).toContain(`${holder.keyId}  市门户  ask  全部文件  至 `);
    expect(run('revoke', holder.keyId, '--file', file).status).toBe(0);
    expect(openKeyRing({ path: file }).holderOf(secret)).toBeNull();
    expect(run('revoke', 'nobody00', '--file', file).status).toBe(1);
  });

  it.each([
    [[]],
    [['create']],
    [['create', '--name', 'x', '--scope', 'all']],
    [['create', '--name', 'x', '--expires', '2000-01-01']],
    [['remove', 'x']],
  ])('explains itself for %j', (args) => {
    expect(run(...args, '--file', file)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('用法'),
    });
  });
});

describe('the expiry', () => {
  it.each([
    ['90d', '2026-05-30T00:00:00.000Z'],
    ['2026-03-31', '2026-03-31T16:00:00.000Z'],
  ])('%s ends at %s', (text, end) => {
    expect(readExpiry(text, new Date('2026-03-01T00:00:00Z'))?.toISOString()).toBe(end);
  });

  it.each(['', '0d', 'never', '2026-02-28', '2026-13-01'])('%j is none', (text) => {
    expect(readExpiry(text, new Date('2026-03-01T00:00:00Z'))).toBeNull();
  });
});
