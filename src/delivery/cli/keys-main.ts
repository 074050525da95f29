import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AccessKey, createKey, SCOPES } from '../../access/access-key.ts';
import { requireCollections, withCollection, withoutCollection } from '../../access/change-collections.ts';
import { type KeyFileContents, NO_KEYS, readKeyFile, writeKeyFile } from '../../access/key-file.ts';
import type { AuditEventName } from '../../audit/ports/audit-log.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { type Config, keysFileOf, loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import type { Secrets } from '../../config/secrets.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { readExpiry } from './read-expiry.ts';
import { splitList } from './split-list.ts';

/** `npm run keys -- create|list|revoke|collection`. Exit code 0: done; 1: failed; 2: wrong arguments. An entry point. */
const USAGE = `用法：
  npm run --silent keys -- create --name 名称 [--scope ask,read] [--documents 编号,编号] [--collections 集合,集合]
                                  [--expires 90d|2027-01-31] [--end-users] [--file 文件]
  npm run --silent keys -- list [--file 文件]
  npm run --silent keys -- revoke 密钥编号 [--file 文件]
  npm run --silent keys -- collection 集合 --documents 编号,编号 [--file 文件]
  npm run --silent keys -- collection 集合 --remove [--file 文件]

  --scope        ask 提问，read 查阅，deep 预留，admin 全部；默认 ask,read
  --documents    create：只能看到这些文件（与 --collections 合计），两者都不写则全部；collection：集合所含的文件，整体替换
  --collections  能看到这些集合所含的文件；集合改变，密钥所见随之改变
  --remove       删除集合；仍有密钥使用时不删
  --end-users    允许用 X-End-User 说明代谁提问
  --file         密钥文件；默认取 API_KEYS_FILE，再默认 data/api-keys.json
`;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

type Values = NonNullable<ReturnType<typeof readArguments>>['values'];

/** What a command works on. */
interface KeptKeys {
  readonly path: string;
  readonly contents: KeyFileContents;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  if (parsed === null) return explain();
  const { values, positionals } = parsed;
  const [command, name, ...more] = positionals;
  loadEnvironmentFile();
  const configured = loadConfig();
  const path = values.file ?? keysFileOf(configured.config);
  const audit = auditChanges(configured);
  const kept = { path, contents: existsSync(path) ? readKeyFile(path) : NO_KEYS };
  if (more.length > 0) return explain();
  if (command === 'list') return list(kept);
  if (command === 'revoke' && name !== undefined) return await revoke(name, kept, audit);
  if (command === 'collection' && name !== undefined) return await keepCollection(name, values, kept, audit);
  return command === 'create' ? await create(values, kept, audit) : explain();
}

function explain(): number {
  process.stderr.write(USAGE);
  return 2;
}

function list({ contents: { keys, collections } }: KeptKeys): number {
  const sets = Object.entries(collections).map(([name, ids]) => `集合 ${name}  ${ids.join(',') || '（空）'}`);
  const lines = [...(keys.length > 0 ? keys.map(describeKey) : ['还没有密钥']), ...sets];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

async function revoke(id: string, { path, contents }: KeptKeys, audit: AuditChange): Promise<number> {
  if (!contents.keys.some((key) => key.id === id)) {
    process.stderr.write(`没有这个密钥：${id}\n`);
    return 1;
  }
  const revokedAt = new Date().toISOString();
  const keys = contents.keys.map((key) =>
    key.id === id ? { ...key, revokedAt: key.revokedAt ?? revokedAt } : key,
  );
  writeKeyFile(path, keys, contents.collections);
  await audit('key-revoked', { keyId: id });
  process.stdout.write(`已停用：${id}\n`);
  return 0;
}

async function keepCollection(
  name: string,
  { documents, remove }: Values,
  { path, contents }: KeptKeys,
  audit: AuditChange,
): Promise<number> {
  if ((documents !== undefined) === remove) return explain();
  if (documents === undefined) {
    const left = withoutCollection(contents, name, new Date());
    writeKeyFile(path, left.keys, left.collections);
    await audit('collection-removed', { collection: name });
    process.stdout.write(`已删除集合：${name}\n`);
    return 0;
  }
  const changed = withCollection(contents, name, splitList(documents));
  writeKeyFile(path, changed.keys, changed.collections);
  await audit('collection-changed', { collection: name, documentIds: changed.collections[name]!.join(',') });
  process.stdout.write(`集合 ${name} 现有 ${changed.collections[name]!.length} 个文件\n`);
  return 0;
}

async function create(values: Values, { path, contents }: KeptKeys, audit: AuditChange): Promise<number> {
  const scopes = splitList(values.scope ?? 'ask,read').map((scope) =>
    SCOPES.find((known) => known === scope),
  );
  const expiresAt = values.expires === undefined ? null : readExpiry(values.expires, new Date());
  const isWrong =
    scopes.includes(undefined) || scopes.length === 0 || (values.expires !== undefined && expiresAt === null);
  if (!values.name?.trim() || isWrong) return explain();
  const collections = splitList(values.collections ?? '');
  if (values.collections !== undefined && collections.length === 0) return explain();
  requireCollections(contents, collections);
  const { key, secret } = createKey(
    {
      name: values.name.trim(),
      scopes: scopes.flatMap((scope) => scope ?? []),
      documentIds: values.documents === undefined ? null : splitList(values.documents),
      collections,
      mayNameEndUsers: values['end-users'],
      expiresAt,
    },
    new Date(),
  );
  writeKeyFile(path, [...contents.keys, key], contents.collections);
  await audit('key-created', { keyId: key.id, name: key.name, scopes: key.scopes.join(',') });
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
        collections: { type: 'string' },
        remove: { type: 'boolean', default: false },
        expires: { type: 'string' },
        file: { type: 'string' },
        'end-users': { type: 'boolean', default: false },
      },
    });
  } catch {
    return null;
  }
}

type AuditChange = (event: AuditEventName, ids: Readonly<Record<string, string>>) => Promise<void>;

/** Who may ask is worth a line from the first key on. */
function auditChanges({
  config,
  secrets,
}: {
  readonly config: Config;
  readonly secrets: Secrets;
}): AuditChange {
  const keys = secrets.auditKeys.map((key) => key.reveal());
  return async (event, ids) => {
    if (!config.auditsKeyChanges) return;
    const log = { dataDir: config.dataDir, keys, command: 'keys' };
    if (!(await recordAuditEvent(log, { event, ids })))
      process.stderr.write('审计日志未能写入：这次改动没有记录。\n');
  };
}

function describeKey(key: AccessKey): string {
  const { id, name, scopes, documentIds, collections, expiresAt, revokedAt } = key;
  const state =
    revokedAt !== null
      ? `已停用（${revokedAt.slice(0, 10)}）`
      : expiresAt !== null
        ? `至 ${expiresAt.slice(0, 10)}`
        : '长期';
  const own =
    documentIds === null ? ['全部文件'] : documentIds.length > 0 ? [`${documentIds.length} 个文件`] : [];
  const seen = [...own, ...(collections.length > 0 ? [`集合 ${collections.join('、')}`] : [])];
  return `${id}  ${name}  ${scopes.join(',')}  ${seen.join('与') || '没有文件'}  ${state}`;
}
