import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openKeyRing } from '../../../src/access/open-key-ring.ts';
import { createAuditKeys } from '../../../src/audit/audit-keys.ts';
import { checkAuditLog } from '../../../src/audit/check-audit-log.ts';
import { readExpiry } from '../../../src/delivery/cli/read-expiry.ts';
import { programArguments, ROOT } from '../../support/program-arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'tiaowen-keys-cli-'));
const file = join(folder, 'keys.json');
afterAll(() => rmSync(folder, { recursive: true }));

const { PATH = '', HOME = '' } = process.env;
const AUDIT_KEY = 'k'.repeat(32);

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    programArguments('src/delivery/cli/keys-main.ts', ...args),
    {
      encoding: 'utf8',
      cwd: ROOT,
      env: { PATH, HOME, DATA_DIR: folder, AUDIT_KEY },
    },
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

  it('is audited, signed, without a secret', async () => {
    const folderOfLog = join(folder, 'audit');
    rmSync(folderOfLog, { recursive: true, force: true });
    const secret = run('create', '--name', '审计', '--file', file).stdout.trim();
    const { keyId } = openKeyRing({ path: file }).holderOf(secret)!;
    run('revoke', keyId, '--file', file);
    run('collection', '公开', '--documents', 'a,b', '--file', file);
    run('collection', '公开', '--remove', '--file', file);
    run('revoke', 'nobody00', '--file', file);
    const texts = readdirSync(folderOfLog).map((name) => readFileSync(join(folderOfLog, name), 'utf8'));
    const events = texts
      .flatMap((text) =>
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
      .filter(({ kind }) => kind === 'event')
      .sort((a, b) => a.time.localeCompare(b.time));
    expect(events.map(({ event, ids }) => [event, ids.keyId ?? ids.collection])).toEqual([
      ['key-created', keyId],
      ['key-revoked', keyId],
      ['collection-changed', '公开'],
      ['collection-removed', '公开'],
    ]);
    expect(texts.join('')).not.toContain(secret.slice(-43));
    const { chains } = await checkAuditLog(folderOfLog, { keys: createAuditKeys([AUDIT_KEY]) });
    expect(chains.every(({ isProven, broken }) => isProven && broken === null)).toBe(true);
  });

  it('keeps named sets of documents, which keys see by', () => {
    const kept = join(folder, 'collections.json');
    const own = (...args: string[]) => run(...args, '--file', kept);
    const unknown = own('create', '--name', '门户', '--collections', '公开');
    expect(unknown).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('没有这个集合：公开'),
    });
    expect(own('collection', '公开', '--documents', 'port，data,port').stdout).toContain('2 个文件');
    const secret = own('create', '--name', '门户', '--collections', '公开').stdout.trim();
    const seen = () => openKeyRing({ path: kept }).holderOf(secret)!.visibility;
    expect(seen()).toEqual({ documentIds: new Set(['port', 'data']) });
    own('collection', '公开', '--documents', 'data');
    expect(seen()).toEqual({ documentIds: new Set(['data']) });
    const { keyId } = openKeyRing({ path: kept }).holderOf(secret)!;
    const listed = own('list').stdout;
    expect(listed).toContain(`${keyId}  门户  ask,read  集合 公开  长期`);
    expect(listed).toContain('集合 公开  data');

    const refused = own('collection', '公开', '--remove');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`${keyId}（门户）`);
    own('revoke', keyId);
    expect(own('collection', '公开', '--remove').status).toBe(0);
    expect(own('list').stdout).not.toContain('公开');
    expect(own('collection', '公开', '--remove').status).toBe(1);
    expect(own('collection', 'a,b', '--documents', 'x').status).toBe(1);
  });

  it.each([
    [['collection', '公开']],
    [['collection', '公开', '--remove', '--documents', 'x']],
    [['create', '--name', 'x', '--collections', ',']],
    [['list', 'x', 'y']],
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
