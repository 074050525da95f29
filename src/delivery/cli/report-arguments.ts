import { parseArgs } from 'node:util';

/** What `npm run report` is to do. */
export type ReportCommand =
  | {
      readonly kind: 'report';
      readonly since: string;
      readonly json: boolean;
      readonly csvFolder: string | null;
    }
  | { readonly kind: 'case'; readonly messageId: string; readonly file: string | null };

export const REPORT_USAGE = `用法：
  npm run --silent report -- [--since 7d] [--json] [--csv 文件夹]
  npm run --silent report -- case 消息编号 [--out 文件.jsonl]

  第一种：汇总一段时间的提问、未答的问题、把握不大的回答与评价；证件号、卡号、手机号一律遮去
  第二种：把一条回答写成评测题（tests/quality 的格式，连同之前各轮提问），由人补全应有的结果并删去 open 后可用 npm run eval 评测

  --since  起点：24h、7d 这样的时长，或 2026-01-31 这样的日期（北京时间零时）；默认 7d
  --json   只输出一份 JSON
  --csv    另在此文件夹写出各表（CSV，Excel 可直接打开）
  --out    追加到此文件；不写则输出到屏幕
`;

const DEFAULT_SINCE = '7d';

/** Null where the arguments are wrong. */
export function readReportArguments(args: readonly string[]): ReportCommand | null {
  const parsed = parse(args);
  if (parsed === null) return null;
  const { values, positionals } = parsed;
  const { since, json, csv, out } = values;
  const [command, messageId, ...more] = positionals;
  if (command === undefined)
    return out === undefined
      ? { kind: 'report', since: since ?? DEFAULT_SINCE, json, csvFolder: csv ?? null }
      : null;
  const isCase = command === 'case' && messageId !== undefined && more.length === 0;
  if (!isCase || since !== undefined || csv !== undefined || json) return null;
  return { kind: 'case', messageId, file: out ?? null };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        since: { type: 'string' },
        json: { type: 'boolean', default: false },
        csv: { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch {
    return null;
  }
}
