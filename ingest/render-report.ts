import type { ExpansionReport, IngestProgress, IngestReport } from './ingest-report.ts';
import { showControls } from './show-controls.ts';

const STAGES: Readonly<Record<IngestProgress['stage'], string>> = {
  reading: '读取',
  training: '训练本地向量',
  embedding: '计算向量',
  publishing: '检查并发布',
  expanding: '请模型写检索问题',
};

/** One line of progress: 读取 3/5 003.txt */
export function renderProgress({ stage, done, total, file }: IngestProgress): string {
  const place = total > 1 ? `${Math.min(done + (file ? 1 : 0), total)}/${total}` : '';
  return [STAGES[stage], place, showControls(file ?? '')].filter(Boolean).join(' ');
}

/** A table of what was read, what was skipped and why, and the totals; Chinese, for a terminal. */
export function renderReport(report: IngestReport): string {
  const rows = report.files.map((file) => [
    showControls(file.file),
    String(file.clauses),
    String(file.units),
    file.warnings.length === 0 ? '' : String(file.warnings.length),
    file.reused ? '未变' : '已读',
    showControls(file.title),
  ]);
  const lines = renderTable(['文件', '条款', '单位', '警告', '状态', '标题'], rows);
  for (const file of report.files)
    for (const warning of file.warnings) lines.push(showControls(`  ! ${file.file}：${warning}`));
  for (const { file, reason } of report.skipped) lines.push(showControls(`  × ${file}：${reason}`));
  for (const notice of report.notices) lines.push(showControls(`  · ${notice}`));
  lines.push(
    report.version === null
      ? '没有可用的文件，原索引未改动。'
      : `共 ${report.documents} 份文件，${report.clauses} 条，单位 ${report.units} 处；索引版本 ${report.version}`,
  );
  return lines.join('\n');
}

const OUTCOMES: Readonly<Record<ExpansionReport['outcome'], string>> = {
  complete: '全部写完',
  'over-limit': '已达本次上限（EXPAND_MAX_TOKENS），其余下次继续',
  'over-budget': '今日模型用量已达上限，其余下次继续',
  failed: '模型连续出错，其余下次继续',
  stopped: '已停止，其余下次继续',
};

/** One line: what was asked and what it cost. */
export function renderExpansion(report: ExpansionReport): string {
  const { calls, failedCalls, asked, left, questions, inputTokens, outputTokens } = report;
  const failed = failedCalls === 0 ? '' : `（${failedCalls} 次没有可用的回复）`;
  return (
    `检索问题：${OUTCOMES[report.outcome]}；调用 ${calls} 次${failed}，条文 ${asked} 条，未写 ${left} 条，` +
    `用 token ${inputTokens} + ${outputTokens}；共 ${questions} 个问题可供检索`
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[column]!))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - displayWidth(cell)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)];
}

function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);
}
