import { ConfigError } from '../domain/errors/config-error.ts';
import { isUsable } from './access-key.ts';
import { CollectionName } from './collection.ts';
import type { KeyFileContents } from './key-file.ts';

/** With the collection holding these documents and no others, whether it was there or not. Throws ConfigError for a bad name. */
export function withCollection(
  contents: KeyFileContents,
  name: string,
  documentIds: readonly string[],
): KeyFileContents {
  if (!CollectionName.safeParse(name).success || name === '__proto__')
    throw new ConfigError(`集合名称有误：${name}（1 至 100 个字符，不含逗号与换行，首尾不留空）`);
  return { ...contents, collections: { ...contents.collections, [name]: [...new Set(documentIds)] } };
}

/** Without the collection. Throws ConfigError where there is none, or keys that may still be used see documents by it. */
export function withoutCollection(contents: KeyFileContents, name: string, now: Date): KeyFileContents {
  requireCollections(contents, [name]);
  const users = contents.keys.filter((key) => key.collections.includes(name) && isUsable(key, now));
  if (users.length > 0) {
    const names = users.map((key) => `${key.id}（${key.name}）`).join('、');
    throw new ConfigError(`集合 ${name} 仍被密钥使用，未删除：${names}`);
  }
  const { [name]: _removed, ...collections } = contents.collections;
  const keys = contents.keys.map((key) => ({
    ...key,
    collections: key.collections.filter((other) => other !== name),
  }));
  return { keys, collections };
}

/** Throws ConfigError for names of no collection. */
export function requireCollections({ collections }: KeyFileContents, names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(collections, name));
  if (unknown.length === 0) return;
  const known = Object.keys(collections);
  const hint = known.length > 0 ? `已有：${known.join('、')}` : '还没有集合';
  throw new ConfigError(`没有这个集合：${unknown.join('、')}（${hint}）`);
}
