import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFileAuditLog } from '../../../src/audit/adapters/files/open-file-audit-log.ts';
import { makeEntry } from '../../audit/audit-entry.ts';
import { programArguments, ROOT } from '../../support/program-arguments.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-audit-cli-'));
const file = join(dataDir, 'audit/2026-11-22.w1.jsonl');
beforeAll(async () => {
  const log = openFileAuditLog({ dataDir, questions: 'off', onProblem: () => {} });
  for (let number = 0; number < 3; number++) log.record(makeEntry(number));
  await log.close();
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const KEY = 'k'.repeat(32);

function run(...args: string[]) {
  return runWith({}, ...args);
}

function runWith(environment: Readonly<Record<string, string>>, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    programArguments('src/delivery/cli/audit-main.ts', ...args),
    {
      encoding: 'utf8',
      cwd: ROOT,
      env: { PATH, HOME, DATA_DIR: dataDir, ...environment },
    },
  );
  return { status, stdout, stderr };
}

describe('npm run audit', () => {
  it('verify tells days, lines and hashes, and knows a hash again', () => {
    const whole = run('verify');
    expect(whole).toMatchObject({ status: 0, stderr: '' });
    expect(whole.stdout).toContain('w1：1 天，4 行，完整');
    const last = /末行散列值 (?<hash>[0-9a-f]{64})/.exec(whole.stdout)!.groups!['hash']!;
    expect(run('verify', '--expect', last).stdout).toContain('所给散列值：在日志中');
    expect(run('verify', '--expect', 'f'.repeat(64))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('不在日志中'),
    });
  });

  it('verify names the first break, for people and for programs', () => {
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, original.replace('"requestId":"request-1"', '"requestId":"request-9"'));
    expect(run('verify')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('断点：2026-11-22.w1.jsonl 第 3 行'),
    });
    const { status, stdout } = run('verify', '--json');
    writeFileSync(file, original);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).chains).toMatchObject([
      { writer: 'w1', broken: { file: '2026-11-22.w1.jsonl', line: 3, reason: 'changed-line' } },
    ]);
  });

  it('head is kept elsewhere, and finds what was cut off', () => {
    const head = run('head');
    expect(head).toMatchObject({ status: 0, stderr: '' });
    expect(run('verify', '--expect', head.stdout).status).toBe(0);
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, original.split('\n').slice(0, 2).join('\n').concat('\n'));
    const cut = run('verify', '--expect', head.stdout);
    writeFileSync(file, original);
    expect(cut).toMatchObject({ status: 1, stdout: expect.stringContaining('不在日志中') });
  });

  it('with a key wants signatures, and a head that is signed', () => {
    const withKey = (...args: string[]) => runWith({ AUDIT_KEY: KEY }, ...args);
    expect(withKey('verify')).toMatchObject({ status: 1, stdout: expect.stringContaining('没有密钥的签名') });
    const signed = withKey('head').stdout;
    expect(JSON.parse(signed)).toMatchObject({ signature: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(signed).not.toContain(KEY);
    expect(withKey('verify', '--json', '--expect', signed).stdout).toContain('"hasExpected": true');
    const unsigned = run('head').stdout;
    expect(withKey('verify', '--json', '--expect', unsigned).stdout).toContain('"hasExpected": false');
  });

  it('says where there is none', () => {
    expect(run('verify', '--dir', join(dataDir, 'none'))).toMatchObject({
      status: 0,
      stdout: '还没有审计日志\n',
    });
  });

  it.each([[[]], [['check']], [['verify', '--wrong']], [['verify', '--expect', 'x']], [['head', 'x']]])(
    'explains itself for %j',
    (args) => {
      expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('用法') });
    },
  );
});
