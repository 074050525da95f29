import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AccessKey, createKey, SCOPES } from '../../access/access-key.ts';
import { readKeyFile, writeKeyFile } from '../../access/key-file.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { readExpiry } from './read-expiry.ts';

/** `npm run keys -- create|list|revoke`. Exit code 0: done; 1: failed; 2: wrong arguments. An entry point. */
const USAGE = `用法：
  npm run --silent keys -- create --name 名称 [--scope ask,read] [--documents 编号,编号] [--expires 90d|2027-01-31] [--end-users] [--file 文件]
  npm run --silent keys -- list [--file 文件]
  npm run --silent keys -- revoke 密钥编号 [--file 文件]

  --scope      ask 提问，read 查阅，deep 预留，admin 全部；默认 ask,read
  --documents  只能看到这些文件；默认全部
  --end-users  允许用 X-End-User 说明代谁提问
  --file       密钥文件；默认取 API_KEYS_FILE，再默认 data/api-keys.json
`;

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

function run(args: readonly string[]): number {
  const parsed = readArguments(args);
  if (parsed === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { values, positionals } = parsed;
  const path = values.file ?? configuredPath();
  const keys = existsSync(path) ? readKeyFile(path) : [];
  const [command, id] = positionals;
  if (command === 'list') {
    process.stdout.write(keys.length > 0 ? `${keys.map(describeKey).join('\n')}\n` : '还没有密钥\n');
    return 0;
  }
  if (command === 'revoke' && id !== undefined) {
    if (!keys.some((key) => key.id === id)) {
      process.stderr.write(`没有这个密钥：${id}\n`);
      return 1;
    }
    const revokedAt = new Date().toISOString();
    writeKeyFile(
      path,
      keys.map((key) => (key.id === id ? { ...key, revokedAt: key.revokedAt ?? revokedAt } : key)),
    );
    process.stdout.write(`已停用：${id}\n`);
    return 0;
  }
  const scopes = splitList(values.scope ?? 'ask,read').map((scope) =>
    SCOPES.find((known) => known === scope),
  );
  const expiresAt = values.expires === undefined ? null : readExpiry(values.expires, new Date());
  const isWrong =
    scopes.includes(undefined) || scopes.length === 0 || (values.expires !== undefined && expiresAt === null);
  if (command !== 'create' || !values.name?.trim() || isWrong) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { key, secret } = createKey(
    {
      name: values.name.trim(),
      scopes: scopes.flatMap((scope) => scope ?? []),
      documentIds: values.documents === undefined ? null : splitList(values.documents),
      mayNameEndUsers: values['end-users'],
      expiresAt,
    },
    new Date(),
  );
  writeKeyFile(path, [...keys, key]);
  process.stderr.write(`已生成密钥 ${key.id}（${key.name}），写入 ${path}。密钥只显示这一次：\n`);
  process.stdout.write(`${secret}\n`);
  return 0;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scope: { type: 'string' },
        documents: { type: 'string' },
        expires: { type: 'string' },
        file: { type: 'string' },
        'end-users': { type: 'boolean', default: false },
      },
    });
  } catch {
    return null;
  }
}

function configuredPath(): string {
  loadEnvironmentFile();
  const { config } = loadConfig();
  return config.apiKeysFile ?? `${config.dataDir}/api-keys.json`;
}

function splitList(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function describeKey({ id, name, scopes, documentIds, expiresAt, revokedAt }: AccessKey): string {
  const state =
    revokedAt !== null
      ? `已停用（${revokedAt.slice(0, 10)}）`
      : expiresAt !== null
        ? `至 ${expiresAt.slice(0, 10)}`
        : '长期';
  const documents = documentIds === null ? '全部文件' : `${documentIds.length} 个文件`;
  return `${id}  ${name}  ${scopes.join(',')}  ${documents}  ${state}`;
}
