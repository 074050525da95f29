import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteConversationStore } from '../../assistant/adapters/embedded/sqlite-conversation-store.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { openSqliteFeedbackStore } from '../../feedback/adapters/embedded/sqlite-feedback-store.ts';
import { collectReport } from '../../reports/collect-report.ts';
import { createEvaluationCase, findTurnsUpTo } from '../../reports/create-evaluation-case.ts';
import { readSince } from '../../reports/read-since.ts';
import { REPORT_TABLES, renderReportCsv } from '../../reports/render-report-csv.ts';
import type { Report } from '../../reports/report.ts';
import { renderReport } from './render-report.ts';
import { REPORT_USAGE, type ReportCommand, readReportArguments } from './report-arguments.ts';

/**
 * `npm run report -- [--since 7d] [--json] [--csv DIR]` and `npm run report -- case MESSAGE_ID`. Exit code 0: done; 1: failed, or there
 * is no such message; 2: wrong arguments. It may run beside the service. An entry point.
 */
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<number> {
  const command = readReportArguments(args);
  const now = new Date();
  const from = command?.kind === 'report' ? readSince(command.since, now) : now;
  if (command === null || from === null) {
    process.stderr.write(REPORT_USAGE);
    return 2;
  }
  loadEnvironmentFile();
  const { dataDir } = loadConfig().config;
  const conversations = openSqliteConversationStore({ dataDir });
  const feedback = openSqliteFeedbackStore({ dataDir });
  try {
    if (command.kind === 'case') return await writeCase(command);
    const period = { from, to: now, visibility: 'all' } as const;
    await tell(await collectReport({ conversations, feedback }, period), command);
    return 0;
  } finally {
    await Promise.all([conversations.close(), feedback.close()]);
  }

  async function writeCase({ messageId, file }: Extract<ReportCommand, { kind: 'case' }>): Promise<number> {
    const turns = await findTurnsUpTo(conversations, messageId);
    if (turns === null) {
      process.stderr.write(`没有这条消息：${messageId}\n`);
      return 1;
    }
    const said = (await feedback.since('')).find((entry) => entry.messageId === messageId) ?? null;
    const made = createEvaluationCase(turns, said);
    const line = `${JSON.stringify(made)}\n`;
    if (file === null) {
      process.stdout.write(line);
      return 0;
    }
    const before = await readIfThere(file);
    if (before.includes(JSON.stringify(made.id))) {
      process.stderr.write(`文件中已有这道题：${made.id}\n`);
      return 1;
    }
    await appendFile(file, before === '' || before.endsWith('\n') ? line : `\n${line}`);
    process.stdout.write(`已写入 ${file}：${made.id}。请补全应有的结果，并删去 open。\n`);
    return 0;
  }
}

async function tell(
  report: Report,
  { json, csvFolder }: Extract<ReportCommand, { kind: 'report' }>,
): Promise<void> {
  if (csvFolder !== null) {
    await mkdir(csvFolder, { recursive: true });
    for (const table of REPORT_TABLES)
      await writeFile(join(csvFolder, `${table}.csv`), renderReportCsv(report, table));
  }
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
