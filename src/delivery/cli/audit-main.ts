import { parseArgs } from 'node:util';
import { auditFolder } from '../../audit/adapters/files/audit-files.ts';
import { checkAuditLog } from '../../audit/check-audit-log.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { renderAuditCheck } from './render-audit-check.ts';

/** `npm run audit -- verify`. Exit code 0: whole; 1: broken or failed; 2: wrong arguments. An entry point. */
const USAGE = `用法：
  npm run --silent audit -- verify [--expect 散列值] [--dir 文件夹] [--json]

  校验审计日志：每一行都带有上一行的散列值，改动、删去、插入任何一行都会发现。
  日志末尾被截去无法由日志本身看出：请把末行散列值定期另行记录，日后用 --expect 核对它是否仍在日志中。

  --expect  另行记录的散列值
  --dir     审计日志所在文件夹；默认 DATA_DIR/audit
`;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  if (parsed === null || parsed.positionals.join(' ') !== 'verify') {
    process.stderr.write(USAGE);
    return 2;
  }
  const { expect, dir, json } = parsed.values;
  const check = await checkAuditLog(dir ?? configuredFolder(), expect?.toLowerCase() ?? null);
  process.stdout.write(json ? `${JSON.stringify(check, null, 2)}\n` : renderAuditCheck(check));
  return check.chains.some(({ broken }) => broken) || check.hasExpected === false ? 1 : 0;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        expect: { type: 'string' },
        dir: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    return null;
  }
}

function configuredFolder(): string {
  loadEnvironmentFile();
  return auditFolder(loadConfig().config.dataDir);
}
