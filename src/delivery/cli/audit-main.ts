import { parseArgs } from 'node:util';
import { auditFolder } from '../../audit/adapters/files/audit-files.ts';
import { type AuditHead, readHead, takeHead } from '../../audit/audit-head.ts';
import { type AuditKeys, createAuditKeys } from '../../audit/audit-keys.ts';
import { checkAuditLog } from '../../audit/check-audit-log.ts';
import type { AuditCheck } from '../../audit/ports/audit-check.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { renderAuditCheck } from './render-audit-check.ts';

/** `npm run audit -- verify|head`. Exit code 0: whole; 1: broken, not proven or failed; 2: wrong arguments. An entry point. */
const USAGE = `用法：
  npm run --silent audit -- verify [--expect 散列值或链头] [--dir 文件夹] [--json]
  npm run --silent audit -- head [--dir 文件夹]

  verify  校验审计日志：每一行都带有上一行的散列值，改动、删去、插入任何一行都会发现。设置了 AUDIT_KEY 或 AUDIT_KEY_FILE 时，
          每一行还须有该密钥的签名：删去几行再重算全部散列值也会发现。
  head    在标准输出给出各链此刻的末行（一行 JSON，有密钥则签名）。末尾被截去无法由日志本身看出：请定期把它存到别处，
          日后用 --expect 核对那些行是否仍在日志中。

  --expect  另行记录的散列值，或 head 给出的那一行
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
  const command = parsed?.positionals.join(' ');
  const expected = readExpected(parsed?.values.expect);
  if (!parsed || expected === undefined || (command !== 'verify' && command !== 'head')) {
    process.stderr.write(USAGE);
    return 2;
  }
  loadEnvironmentFile();
  const { config, secrets } = loadConfig();
  const keys = createAuditKeys(secrets.auditKeys.map((key) => key.reveal()));
  const folder = parsed.values.dir ?? auditFolder(config.dataDir);
  if (command === 'head') {
    process.stdout.write(`${JSON.stringify(await takeHead(folder, keys, new Date()))}\n`);
    return 0;
  }
  const check = await checkAuditLog(folder, { expected, keys });
  const hasKeys = keys.currentId !== null;
  process.stdout.write(
    parsed.values.json ? `${JSON.stringify(check, null, 2)}\n` : renderAuditCheck(check, { hasKeys }),
  );
  return isWhole(check, keys) ? 0 : 1;
}

function isWhole({ chains, missing, hasExpected }: AuditCheck, keys: AuditKeys): boolean {
  const isGood = chains.every(
    ({ broken, unchecked, isProven }) =>
      broken === null && unchecked === 0 && (isProven || keys.currentId === null),
  );
  return isGood && missing.length === 0 && hasExpected !== false;
}

/** Undefined for what is neither a hash nor a head. */
function readExpected(text: string | undefined): string | AuditHead | null | undefined {
  if (text === undefined) return null;
  const hash = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : (readHead(text) ?? undefined);
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
