import { parseArgs } from 'node:util';
import { TiaowenError } from '../src/domain/errors/tiaowen-error.ts';

export const INGEST_USAGE = `用法：npm run ingest -- [路径 …] [--add] [--retrain] [--json]
      npm run ingest -- --rebuild [路径 …] [--json]
      npm run ingest -- --rollback [--json]

  路径        文件或文件夹；索引此后只含这些路径下的文件。不写路径则读取样例 seeds/，只用于还没有自己文件的索引
  --add       保留索引中已有的文件
  --retrain   重新训练本地向量；与 --add 同用时，已有文件也按当前设置重新计算向量
  --rebuild   用索引自己保存的原文（或所给路径）重建索引，不沿用原来的结果：索引损坏、格式过旧、换了向量设置时用
  --rollback  改用上一个完好的版本
  --json      在标准输出给出 JSON 报告
`;

/** What one run is to do. */
export type IngestCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'rollback'; readonly json: boolean }
  /** Without paths from the originals that the index keeps. */
  | { readonly kind: 'rebuild'; readonly paths: readonly string[]; readonly json: boolean }
  /** Without paths the samples. */
  | {
      readonly kind: 'ingest';
      readonly paths: readonly string[];
      readonly add: boolean;
      readonly retrain: boolean;
      readonly json: boolean;
    };

/** Arguments that do not fit together. */
export class IngestUsageError extends TiaowenError {
  readonly code = 'ingest-usage';
}

/** Throws IngestUsageError. */
export function readCommandLine(args: readonly string[]): IngestCommand {
  const { values, positionals: paths } = parse(args);
  const { add, retrain, rebuild, rollback, json, help } = values;
  if (help) return { kind: 'help' };
  if (rollback) {
    if (add || retrain || rebuild || paths.length > 0) throw misuse('--rollback 不能与路径或其他选项同用');
    return { kind: 'rollback', json };
  }
  if (rebuild) {
    if (add || retrain) throw misuse('--rebuild 不能与 --add、--retrain 同用');
    return { kind: 'rebuild', paths, json };
  }
  return { kind: 'ingest', paths, add, retrain, json };
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { add: flag, retrain: flag, rebuild: flag, rollback: flag, json: flag, help: flag },
    });
  } catch (error) {
    throw misuse((error as Error).message);
  }
}

function misuse(why: string): IngestUsageError {
  return new IngestUsageError(`${why}\n\n${INGEST_USAGE}`);
}
