import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '../domain/errors/config-error.ts';
import { AccessKey } from './access-key.ts';

const KeyFile = z.strictObject({ version: z.literal(1), keys: z.array(AccessKey) });

/** The keys of a file. Throws ConfigError, in Chinese, where there is none or it does not fit; never quotes it. */
export function readKeyFile(path: string): AccessKey[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? '不存在；请先运行 npm run keys -- create --name 名称' : '无法读取';
    throw new ConfigError(`API_KEYS_FILE：密钥文件 ${path} ${why}`, { cause });
  }
  try {
    return KeyFile.parse(JSON.parse(text)).keys;
  } catch {
    throw new ConfigError(`API_KEYS_FILE：${path} 不是有效的密钥文件`);
  }
}

/** Replaces the file in one step; only its owner may read it. */
export function writeKeyFile(path: string, keys: readonly AccessKey[]): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new ConfigError(`密钥文件 ${path} 无法写入`, { cause });
  }
}
