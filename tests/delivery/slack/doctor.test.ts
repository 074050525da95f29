import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEEDED_SCOPES } from '../../../src/delivery/slack/check-slack.ts';
import { programArguments, ROOT } from '../../support/program-arguments.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';

/** Not the one of whoever runs the tests: its stores are checked too. */
const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-doctor-'));
let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
  slack.scopes = [...NEEDED_SCOPES, 'users:read'].join(',');
});
afterEach(() => slack.close());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The real command; it runs beside this process, which plays Slack. */
function run(environment: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const args = programArguments('src/delivery/cli/doctor-main.ts');
  return new Promise<{ code: number; output: string }>((resolve) => {
    const env = {
      PATH,
      HOME,
      EMBEDDINGS: 'local',
      READER: 'off',
      DATA_DIR: dataDir,
      SLACK_API_URL: slack.apiUrl,
      ...environment,
    };
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` });
    });
  });
}

const GOOD = {
  SLACK_BOT_TOKEN: 'xoxb-planted-token',
  SLACK_SIGNING_SECRET: 'planted-secret',
  PUBLIC_URL: 'https://zhengce.example.cn/t',
};

describe('npm run doctor', () => {
  it('finds a bot that is set up well', async () => {
    const { code, output } = await run(GOOD);
    expect(output).not.toContain('✗');
    expect(output.match(/✓/g)).toHaveLength(5);
    expect(output).toContain('https://zhengce.example.cn/t/slack/events');
    expect(output).not.toContain('planted');
    expect(slack.of('auth.test')[0]!.authorization).toBe('Bearer xoxb-planted-token');
    expect(code).toBe(0);
  });

  it('finds everything that is wrong, and names no secret', async () => {
    slack.scopes = 'commands,chat:write';
    const { code, output } = await run({ SLACK_BOT_TOKEN: 'xoxb-planted-token', SLACK_TEAMS: 'T0OTHER' });
    expect(output.match(/✗/g)).toHaveLength(4);
    expect(output).toContain('app_mentions:read');
    expect(output).not.toMatch(/缺少权限范围.*chat:write/);
    expect(output).toContain('SLACK_SIGNING_SECRET');
    expect(output).toContain('未设置 PUBLIC_URL');
    expect(output).not.toContain('planted');
    expect(code).toBe(1);
  });

  it('finds a token that is refused, a clock that is wrong and an address that nobody reaches', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString();
    slack.failNext('auth.test', { error: 'invalid_auth', headers: { date } });
    const { code, output } = await run({ ...GOOD, PUBLIC_URL: 'https://10.0.0.5' });
    expect(output).toContain('✗ 机器人令牌不可用：invalid_auth');
    expect(output).toMatch(/✗ 本机时钟与 Slack 相差 3\d\d\d 秒/);
    expect(output).toContain('内网或本机地址');
    expect(code).toBe(1);
  });

  it('finds that Slack cannot be reached', async () => {
    const { code, output } = await run({ ...GOOD, SLACK_API_URL: 'http://127.0.0.1:9/api' });
    expect(output).toContain('✗ 连不上 Slack');
    expect(code).toBe(1);
  });

  it('asks for the app token with Socket Mode', async () => {
    const { code, output } = await run({
      ...GOOD,
      SLACK_SOCKET_MODE: 'true',
      SLACK_APP_TOKEN: 'xapp-planted',
    });
    expect(output).toContain('✗ 应用令牌不可用：not_allowed_token_type');
    expect(slack.of('apps.connections.open')[0]!.authorization).toBe('Bearer xapp-planted');
    expect(code).toBe(1);
  });

  it('is content where nothing is configured', async () => {
    const { code, output } = await run({});
    expect(output).toContain('Slack：未配置');
    expect(code).toBe(0);
  });
});

it('the manifest asks for the rights that are needed and no more', () => {
  const manifest = readFileSync(join(ROOT, 'docs/slack-manifest.yaml'), 'utf8');
  const bot = /scopes:\n\s+bot:\n(?<list>(?:\s+- [a-z_:]+\n)+)/.exec(manifest)!.groups!['list']!;
  expect([...bot.matchAll(/- (?<scope>\S+)/g)].map(({ groups }) => groups!['scope'])).toEqual([
    ...NEEDED_SCOPES,
  ]);
});
