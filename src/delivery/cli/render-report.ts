import { describeReasons } from '../../reports/reason-names.ts';
import type { QuestionGroup, Report, ReportedClause } from '../../reports/report.ts';
import { labelsOf } from '../../reports/turn-facts.ts';

/** Most of one list that a terminal shows; --json and --csv have all. */
const MOST_SHOWN = 20;

const IN_CHINA = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
  hour12: false,
});

/** A report as plain text for a terminal. */
export function renderReport(report: Report): string {
  const { period, totals, modelShare, latency, notices, feedback } = report;
  const codes = Object.entries(notices).map(([code, count]) => `${code} ${count}`);
  return [
    `${inChina(period.from)} 至 ${inChina(period.to)}（北京时间）`,
    [
      `提问 ${totals.questions} 次，会话 ${totals.conversations} 个`,
      `已答 ${totals.answered}，未答 ${totals.refused}${bracketed(describeReasons(totals.refusedByReason))}`,
      `把握不大 ${totals.lowConfidence}`,
      `模型参与作答 ${percent(modelShare)}${bracketed(codes.join('、'))}`,
      `用时 ${latency ? `中位数 ${latency.p50Ms} 毫秒，第 99 百分位 ${latency.p99Ms} 毫秒` : '—'}`,
      `评价：好 ${feedback.up}，差 ${feedback.down}，好评 ${percent(feedback.upShare)}`,
    ].join('\n'),
    section('未答的问题', report.unanswered, renderGroup),
    section('差评', report.disputed, (entry) =>
      [
        `${entry.question}　${entry.messageId}`,
        `    答：${oneLine(entry.answer)}`,
        ...(entry.comment === null ? [] : [`    说明：${oneLine(entry.comment)}`]),
        ...renderClauses(entry.clauses),
      ].join('\n'),
    ),
    section('把握不大的回答', report.lowConfidence, (entry) =>
      [
        `${entry.confidence.toFixed(2)}　${entry.question}　${entry.messageId}`,
        ...renderClauses(entry.clauses),
      ].join('\n'),
    ),
    section('问得最多的单位', report.units, ({ name, count }) => `${count}　${name}`),
    section('引用最多的文件', report.documents, ({ name, count }) => `${count}　《${name}》`),
    '只含留有会话的提问：经 /v1 或自带历史的提问不留会话，已删除的也不在内。',
  ]
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

function renderGroup({ title, count, reasons, questions }: QuestionGroup): string {
  const others = questions.filter(({ question }) => question !== title);
  const shown = others
    .slice(0, 5)
    .map((asked) => `    · ${asked.question}${asked.count > 1 ? ` ×${asked.count}` : ''}`);
  const more = others.length > 5 ? [`    · 另有 ${others.length - 5} 个`] : [];
  return [`${count}　${title}（${describeReasons(reasons)}）`, ...shown, ...more].join('\n');
}

function renderClauses(clauses: readonly ReportedClause[]): string[] {
  return clauses.length > 0 ? [`    引：${labelsOf(clauses).join('；')}`] : [];
}

function section<Entry>(title: string, entries: readonly Entry[], render: (entry: Entry) => string): string {
  if (entries.length === 0) return '';
  const lines = entries.slice(0, MOST_SHOWN).map((entry) => `  ${render(entry)}`);
  const more = entries.length > MOST_SHOWN ? [`  另有 ${entries.length - MOST_SHOWN} 项`] : [];
  return [`${title}：`, ...lines, ...more].join('\n');
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

function bracketed(text: string): string {
  return text === '' ? '' : `（${text}）`;
}

function percent(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(1)}%`;
}

function inChina(time: string): string {
  return IN_CHINA.format(new Date(time));
}
