import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaseFile, readQualityCases } from '../../../bench/quality/quality-case.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { openSqliteFeedbackStore } from '../../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import { makeCitation, makeTurn } from '../../reports/turn.ts';
import { programArguments, ROOT } from '../../support/program-arguments.ts';

const PHONE = '13812345678';
const OWNER = { keyId: 'k', endUser: 'u' };

let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-report-cli-'));
  const conversations = openSqliteConversationStore({ dataDir });
  const feedback = openSqliteFeedbackStore({ dataDir });
  const now = Date.now();
  const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
  const turns = [
    makeTurn('智慧医疗由谁牵头？', { messageId: 'first', askedAt: at(50) }),
    makeTurn(`那 ${PHONE} 呢？`, {
      messageId: 'second',
      askedAt: at(3),
      answer: { citations: [makeCitation('p', '1')] },
    }),
    makeTurn('=床位补贴怎么领？', { messageId: 'third', askedAt: at(2), reason: 'no-evidence' }),
  ];
  for (const turn of turns) await conversations.appendTurn('c', OWNER, turn, { create: true });
  await feedback.put(OWNER, {
    messageId: 'second',
    conversationId: 'c',
    verdict: 'down',
    comment: '不对',
    givenAt: at(1),
  });
  await Promise.all([conversations.close(), feedback.close()]);
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function run(...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    programArguments('src/delivery/cli/report-main.ts', ...args),
    { encoding: 'utf8', cwd: ROOT, env: { PATH, HOME, DATA_DIR: dataDir } },
  );
  return { status, stdout, stderr };
}

describe('npm run report', () => {
  it('tells in Chinese what was asked, refused and disputed', () => {
    const { status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('提问 3 次，会话 1 个');
    expect(stdout).toContain('已答 2，未答 1（文件未写明 1）');
    expect(stdout).toContain('那 〔手机号〕 呢？　second');
    expect(stdout).toContain('说明：不对');
    expect(stdout).not.toContain(PHONE);
  });

  it('--json prints JSON alone, --since narrows it, --csv writes the tables beside', () => {
    const folder = join(dataDir, 'tables', 'may');
    const { status, stdout } = run('--since', '24h', '--json', '--csv', folder);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { questions: 2 }, feedback: { down: 1 } });
    expect(readdirSync(folder).sort()).toEqual([
      'disputed.csv',
      'documents.csv',
      'low-confidence.csv',
      'summary.csv',
      'unanswered.csv',
      'units.csv',
    ]);
    const unanswered = readFileSync(join(folder, 'unanswered.csv'), 'utf8');
    expect(unanswered.startsWith('\ufeff问题组')).toBe(true);
    expect(unanswered).toContain("'=床位补贴怎么领？");
  });

  it.each([
    [['--since', 'soon']],
    [['--since', '2999-01-01']],
    [['case']],
    [['case', 'a', 'b']],
    [['x']],
    [['--out', 'f']],
    [['--wrong']],
    [['case', 'm', '--json']],
  ])('explains itself for %j', (args) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('用法') });
  });
});

describe('npm run report -- case', () => {
  it('writes a line that the evaluation reads as open, and judges once it is completed', async () => {
    const file = join(dataDir, 'disputed.jsonl');
    writeFileSync(file, '{"id":"a","kind":"who","turns":["问"],"refuse":true}');
    expect(run('case', 'second', '--out', file)).toMatchObject({ status: 0, stderr: '' });
    const [, made] = await readCaseFile(file);
    expect(made).toMatchObject({
      id: 'disputed-second',
      turns: ['智慧医疗由谁牵头？', '那 〔手机号〕 呢？'],
      cite: [],
      open: true,
    });
    expect(made!.note).toContain('评价：down，不对');
    expect(made!.note).toContain('p.txt“条文 1。”');
    expect((await readQualityCases(file)).map(({ id }) => id)).toEqual(['a']);
    expect(run('case', 'second', '--out', file)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('已有这道题'),
    });
    writeFileSync(file, readFileSync(file, 'utf8').replace(',"open":true', ''));
    expect((await readQualityCases(file)).map(({ id }) => id)).toEqual(['a', 'disputed-second']);
  });

  it('prints it without a file, and says where there is no such message', () => {
    const { status, stdout } = run('case', 'third');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).turns).toHaveLength(3);
    expect(JSON.parse(stdout).note).toContain('当时未答（文件未写明）');
    expect(run('case', 'none')).toMatchObject({ status: 1, stdout: '', stderr: '没有这条消息：none\n' });
  });
});
