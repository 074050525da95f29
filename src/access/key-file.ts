import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../domain/errors/config-error.ts';
import { AccessKey } from './access-key.ts';
import { Collections, documentsIn } from './collection.ts';

/** A key names collections of the same file; one that it does not hold would be a typing error, or an open door. */
const KeyFile = z
  .strictObject({ version: z.literal(1), collections: Collections.default({}), keys: z.array(AccessKey) })
  .refine(({ keys, collections }) => keys.every((key) => documentsIn(key.collections, collections) !== null));

export interface KeyFileContents {
  readonly keys: readonly AccessKey[];
  readonly collections: Collections;
}

export const NO_KEYS: KeyFileContents = { keys: [], collections: {} };

/** Keys and collections of a file. Throws ConfigError, in Chinese, where there is none or it does not fit; never quotes it. */
export function readKeyFile(path: string): KeyFileContents {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? '不存在；请先运行 npm run keys -- create --name 名称' : '无法读取';
    throw new ConfigError(`API_KEYS_FILE：密钥文件 ${path} ${why}`, { cause });
  }
  try {
    const { keys, collections } = KeyFile.parse(JSON.parse(text));
    return { keys, collections };
  } catch {
    throw new ConfigError(`API_KEYS_FILE：${path} 不是有效的密钥文件`);
  }
}

/** Replaces the file in one step, its collections too; only its owner may read it. */
export function writeKeyFile(path: string, keys: readonly AccessKey[], collections: Collections = {}): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const text = JSON.stringify({ version: 1, collections, keys }, null, 2);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new ConfigError(`密钥文件 ${path} 无法写入`, { cause });
  }
}
