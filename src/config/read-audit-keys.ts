import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Environment } from './environment-schema.ts';

/** The current key first, then those that older lines were signed with. */
export interface AuditKeyReading {
  readonly keys: readonly string[];
  /** For the person who starts it; never holds a key. */
  readonly problems: readonly string[];
}

/** 32 visible characters: 128 bits and more however they were made. */
const KEY = /^[\x21-\x7e]{32,512}$/;
const FORM =
  '应为一个或几个至少 32 个字符的密钥（如 openssl rand -hex 32 生成），以空格、逗号或换行分开，现用的在前';

/** Keys of the audit log from AUDIT_KEY or AUDIT_KEY_FILE; none where neither is set. A key inside the data folder protects nothing. */
export function readAuditKeys(
  values: Pick<Partial<Environment>, 'AUDIT_KEY' | 'AUDIT_KEY_FILE' | 'DATA_DIR'>,
): AuditKeyReading {
  const { AUDIT_KEY: text, AUDIT_KEY_FILE: file, DATA_DIR: dataDir } = values;
  if (text !== undefined && file !== undefined) return problem('AUDIT_KEY_FILE：不能与 AUDIT_KEY 同时设置');
  if (text !== undefined) return split('AUDIT_KEY', text);
  if (file === undefined) return { keys: [], problems: [] };
  if (dataDir !== undefined && isInside(resolve(file), resolve(dataDir)))
    return problem('AUDIT_KEY_FILE：不能放在 DATA_DIR 之内，否则能改日志的人也能重新签名');
  try {
    return split('AUDIT_KEY_FILE', readFileSync(file, 'utf8'));
  } catch {
    return problem('AUDIT_KEY_FILE：文件不存在或无法读取');
  }
}

function split(name: string, text: string): AuditKeyReading {
  const keys = text.split(/[\s,]+/).filter((key) => key !== '');
  const isGood = keys.length > 0 && keys.every((key) => KEY.test(key)) && new Set(keys).size === keys.length;
  return isGood ? { keys, problems: [] } : problem(`${name}：${FORM}`);
}

function problem(text: string): AuditKeyReading {
  return { keys: [], problems: [text] };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || isAbsolute(way));
}
