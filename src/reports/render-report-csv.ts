import { renderCsv } from '../domain/render-csv.ts';
import { describeReasons, REASON_NAMES } from './reason-names.ts';
import type { Report, ReportedClause } from './report.ts';
import { labelsOf } from './turn-facts.ts';

/** The tables of a report, each a CSV of its own. */
export const REPORT_TABLES = [
  'summary',
  'unanswered',
  'disputed',
  'low-confidence',
  'units',
  'documents',
] as const;
export type ReportTable = (typeof REPORT_TABLES)[number];

type Rows = readonly (readonly string[])[];

/** One table for Excel; cells that it would take for formulas are made text. */
export function renderReportCsv(report: Report, table: ReportTable): string {
  return renderCsv(ROWS_OF[table](report));
}

const ROWS_OF: Readonly<Record<ReportTable, (report: Report) => Rows>> = {
  summary: summaryRows,
  unanswered: ({ unanswered }) => [
    ['问题组', '组内次数', '组内原因', '问题', '次数', '最近一次', '消息编号'],
    ...unanswered.flatMap(({ title, count, reasons, questions }) =>
      questions.map((asked) => [
        title,
        String(count),
        describeReasons(reasons),
        asked.question,
        String(asked.count),
        asked.askedAt,
        asked.messageId,
      ]),
    ),
  ],
  disputed: ({ disputed }) => [
    ['评价时间', '问题', '答案', '说明', '所引条文', '消息编号'],
    ...disputed.map((entry) => [
      entry.givenAt,
      entry.question,
      entry.answer,
      entry.comment ?? '',
      labels(entry.clauses),
      entry.messageId,
    ]),
  ],
  'low-confidence': ({ lowConfidence }) => [
    ['把握', '提问时间', '问题', '所引条文', '消息编号'],
    ...lowConfidence.map((entry) => [
      entry.confidence.toFixed(2),
      entry.askedAt,
      entry.question,
      labels(entry.clauses),
      entry.messageId,
    ]),
  ],
  units: ({ units }) => [['单位', '次数'], ...units.map(({ name, count }) => [name, String(count)])],
  documents: ({ documents }) => [
    ['文件', '文件编号', '次数'],
    ...documents.map(({ name, documentId, count }) => [name, documentId, String(count)]),
  ],
};

function summaryRows({ period, totals, modes, modelShare, latency, notices, feedback }: Report): Rows {
  const refused = Object.entries(totals.refusedByReason).map(([reason, count]) => [
    `未答：${REASON_NAMES[reason as keyof typeof REASON_NAMES]}`,
    String(count),
  ]);
  return [
    ['项目', '数值'],
    ['起', period.from],
    ['止', period.to],
    ['提问', String(totals.questions)],
    ['会话', String(totals.conversations)],
    ['已答', String(totals.answered)],
    ['未答', String(totals.refused)],
    ...refused,
    ['把握不大', String(totals.lowConfidence)],
    ['所据文件不可查阅', String(totals.withheld)],
    ['条文原句作答', String(modes.extractive)],
    ['模型参与作答', String(modes.model)],
    ['模型参与的比例', percent(modelShare)],
    ['用时中位数（毫秒）', latency ? String(latency.p50Ms) : ''],
    ['用时第 99 百分位（毫秒）', latency ? String(latency.p99Ms) : ''],
    ...Object.entries(notices).map(([code, count]) => [`提示：${code}`, String(count)]),
    ['好评', String(feedback.up)],
    ['差评', String(feedback.down)],
    ['好评比例', percent(feedback.upShare)],
  ];
}

function labels(clauses: readonly ReportedClause[]): string {
  return labelsOf(clauses).join('；');
}

function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)}%`;
}
