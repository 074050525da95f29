import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteConversationStore } from '../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import type { ConversationStore } from '../../src/assistant/ports/conversation-store.ts';
import type { ConversationOwner, Turn } from '../../src/domain/conversation.ts';
import type { Visibility } from '../../src/domain/search-scope.ts';
import { openSqliteFeedbackStore } from '../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import type { FeedbackStore } from '../../src/feedback/ports/feedback-store.ts';
import { collectReport } from '../../src/reports/collect-report.ts';
import { REPORT_TABLES, renderReportCsv } from '../../src/reports/render-report-csv.ts';
import { makeCitation, makeTurn } from './turn.ts';

const ONE: ConversationOwner = { keyId: 'a', endUser: null };
const OTHER: ConversationOwner = { keyId: 'b', endUser: 'u' };
const PHONE = '13812345678';

let folder: string;
let conversations: ConversationStore;
let feedback: FeedbackStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiaowen-report-'));
  conversations = openSqliteConversationStore({ dataDir: folder });
  feedback = openSqliteFeedbackStore({ dataDir: folder });
});
afterEach(async () => {
  await Promise.all([conversations.close(), feedback.close()]);
  rmSync(folder, { recursive: true });
});

async function keep(turn: Turn, owner = ONE, conversationId = `c-${turn.messageId}`): Promise<void> {
  await conversations.appendTurn(conversationId, owner, turn, { create: true });
}

async function say(
  messageId: string,
  verdict: 'up' | 'down',
  comment: string | null,
  owner = ONE,
  day = '02',
) {
  const givenAt = `2026-05-${day}T00:00:00.000Z`;
  await feedback.put(owner, { messageId, conversationId: 'x', verdict, comment, givenAt });
}

function collect(from = '2026-05-01T00:00:00.000Z', visibility: Visibility = 'all') {
  const to = new Date('2026-05-31T00:00:00.000Z');
  return collectReport({ conversations, feedback }, { from: new Date(from), to, visibility });
}

const asksOf = (...mentions: string[]) => ({
  reading: { asks: [{ units: mentions.map((mention) => ({ mention, names: [] })) }] },
});

describe('a report', () => {
  it('of nothing says so without dividing by it', async () => {
    expect(await collect()).toMatchObject({
      totals: { questions: 0, answered: 0, refused: 0 },
      modelShare: null,
      latency: null,
      feedback: { up: 0, down: 0, upShare: null },
      unanswered: [],
      disputed: [],
    });
  });

  it('counts over all owners what was asked in its time', async () => {
    await keep(makeTurn('很早以前', { askedAt: '2026-04-30T23:59:59.999Z' }));
    await keep(makeTurn('以后', { askedAt: '2026-06-01T00:00:00.000Z' }));
    const cited = { citations: [makeCitation('p', '1'), makeCitation('p', '1'), makeCitation('q', '2')] };
    await keep(makeTurn('甲', { confidence: 0.9, reading: asksOf('发改委'), answer: cited }), ONE, 'same');
    await keep(
      makeTurn('乙', {
        confidence: 0.31,
        reading: asksOf('发改委', '财政局'),
        answer: {
          mode: 'model',
          citations: [makeCitation('p', '3')],
          notices: [{ code: 'model-busy', message: '' }],
          timings: { totalMs: 500, retrievalMs: 1, modelMs: 400 },
        },
      }),
      ONE,
      'same',
    );
    await keep(makeTurn('丙', { reason: 'no-evidence', confidence: 0.01 }), OTHER);
    await keep(makeTurn('你好', { reason: 'not-a-question' }), OTHER);
    const report = await collect();
    expect(report.totals).toEqual({
      questions: 4,
      conversations: 3,
      answered: 2,
      refused: 2,
      refusedByReason: { 'no-evidence': 1, 'out-of-scope': 0, unclear: 0, 'not-a-question': 1 },
      lowConfidence: 1,
      withheld: 0,
    });
    expect(report).toMatchObject({
      modes: { extractive: 1, model: 1 },
      modelShare: 0.5,
      latency: { p50Ms: 10, p99Ms: 500 },
      notices: { 'model-busy': 1 },
      unanswered: [{ title: '丙', count: 1, reasons: { 'no-evidence': 1 } }],
      units: [
        { name: '发改委', count: 2 },
        { name: '财政局', count: 1 },
      ],
      documents: [
        { documentId: 'p', name: '文件 p', count: 2 },
        { documentId: 'q', name: '文件 q', count: 1 },
      ],
    });
    expect(report.lowConfidence).toMatchObject([
      { question: '乙', confidence: 0.31, clauses: [{ clauseId: 'p:3', textHash: 'hash-3' }] },
    ]);
  });

  it('groups what was not answered, most asked first', async () => {
    for (const day of ['03', '04'])
      await keep(
        makeTurn('床位补贴怎么申请？', {
          reason: 'no-evidence',
          askedAt: `2026-05-${day}T00:00:00.000Z`,
          messageId: `bed${day}`,
        }),
      );
    await keep(makeTurn('床位补贴由谁负责', { reason: 'unclear' }), OTHER);
    await keep(makeTurn('地铁几点停运', { reason: 'out-of-scope' }));
    expect((await collect()).unanswered).toMatchObject([
      {
        count: 3,
        reasons: { 'no-evidence': 2, unclear: 1 },
        questions: [{ question: '床位补贴怎么申请？', count: 2, messageId: 'bed04' }, { count: 1 }],
      },
      { title: '地铁几点停运', count: 1 },
    ]);
  });

  it('shows what askers disputed with answer and clauses, answers from before its time too', async () => {
    const early = { askedAt: '2026-04-01T00:00:00.000Z', messageId: 'early' };
    await keep(makeTurn('早先的问题', { ...early, answer: { citations: [makeCitation('p', '1')] } }), OTHER);
    await keep(makeTurn('好的回答', { messageId: 'good' }));
    await say('early', 'down', '牵头单位不对', OTHER);
    await say('good', 'up', null);
    await say('deleted', 'down', '对话已删除');
    await say('long-ago', 'down', null, ONE, '01');
    await feedback.deleteOlderThan('2026-05-02T00:00:00.000Z');
    const report = await collect();
    expect(report.disputed).toMatchObject([
      {
        messageId: 'early',
        question: '早先的问题',
        comment: '牵头单位不对',
        answer: '答。[1]',
        clauses: [{ clauseId: 'p:1' }],
      },
    ]);
    expect(report.feedback).toEqual({ up: 1, down: 2, upShare: 0.333 });
  });

  it('holds no number of a person, wherever it was written', async () => {
    const answer = { answer: `请拨 ${PHONE}。`, citations: [makeCitation('p', '1')] };
    await keep(
      makeTurn(`${PHONE} 的低保`, { messageId: 'd', confidence: 0.1, reading: asksOf(`${PHONE}局`), answer }),
    );
    await keep(makeTurn(`我的电话 ${PHONE}，怎么落户`, { reason: 'no-evidence' }));
    await say('d', 'down', `打 ${PHONE} 找我`);
    const report = await collect();
    expect(JSON.stringify(report)).not.toContain(PHONE);
    expect(JSON.stringify(report).match(/〔手机号〕/gu)!.length).toBeGreaterThanOrEqual(6);
    for (const table of REPORT_TABLES) expect(renderReportCsv(report, table)).not.toContain(PHONE);
  });

  it('leaves out turns that rest on documents which its reader may not see', async () => {
    await keep(makeTurn('公开的', { answer: { citations: [makeCitation('p', '1')] } }));
    await keep(makeTurn('内部的', { messageId: 'secret', answer: { citations: [makeCitation('q', '1')] } }));
    await say('secret', 'down', null);
    const report = await collect(undefined, { documentIds: new Set(['p']) });
    expect(report.totals).toMatchObject({ questions: 1, withheld: 1 });
    expect(JSON.stringify(report)).not.toContain('内部的');
    expect(JSON.stringify(report)).not.toContain('文件 q');
  });
});

it('tables make formulas text and open in Excel', async () => {
  await keep(makeTurn('=HYPERLINK("http://evil.example")', { reason: 'no-evidence' }));
  await keep(makeTurn('@问', { messageId: 'd', answer: { answer: '+1+1' } }));
  await say('d', 'down', '-2+3');
  const report = await collect();
  const unanswered = renderReportCsv(report, 'unanswered');
  expect(unanswered.startsWith('\ufeff问题组,')).toBe(true);
  expect(unanswered).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(renderReportCsv(report, 'disputed')).toContain(`,'@问,'+1+1,'-2+3,`);
  expect(renderReportCsv(report, 'summary')).toContain('未答,1\r\n');
});
