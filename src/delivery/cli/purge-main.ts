import { parseArgs } from 'node:util';
import { createEmbeddedClauseIndex } from '../../clause-index/adapters/embedded/embedded-clause-index.ts';
import { loadConfig } from '../../config/config.ts';
import { loadEnvironmentFile } from '../../config/env.ts';
import { IndexMissingError } from '../../domain/errors/index-missing-error.ts';
import { TiaowenError } from '../../domain/errors/tiaowen-error.ts';
import { purgeDocument } from '../../stores/purge-document.ts';

/** `npm run purge -- DOCUMENT_ID`. Exit code 0: removed; 1: failed; 2: wrong arguments, or the document is still in the index. An entry point. */
const USAGE = `用法：
  npm run --silent purge -- 文件标识 [--json]

  文件撤下（已不在索引中）之后，清除各处保存的该文件内容：引文存档、历史会话中依据它的回答（问题保留，回答不再显示）、
  向量缓存、模型写的检索问题、保存的原文件，以及含有该文件或已无法读取的旧版索引（之后不能再恢复到这些版本）。评价、渠道消息和审计日志只有提问者的文字与条款标识，不含文件内容。
`;

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof TiaowenError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function run(args: readonly string[]): Promise<number> {
  const parsed = readArguments(args);
  const [documentId, ...others] = parsed?.positionals ?? [];
  if (!parsed || documentId === undefined || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  loadEnvironmentFile();
  const { dataDir } = loadConfig().config;
  if (await isIndexed(dataDir, documentId)) {
    process.stderr.write(
      `文件 ${documentId} 仍在索引中：请先用 npm run ingest 撤下它，再来清除。什么也没有改动。\n`,
    );
    return 2;
  }
  const purged = await purgeDocument(dataDir, documentId);
  const { citations, turns, vectors, questions, versions } = purged;
  const text = `已清除 ${documentId}：引文存档 ${citations} 条，历史回答 ${turns} 条，向量缓存 ${vectors} 条（不分文件，全部清空），检索问题 ${questions} 条（同上），旧版索引 ${versions} 个。\n`;
  process.stdout.write(parsed.values.json ? `${JSON.stringify(purged, null, 2)}\n` : text);
  return 0;
}

async function isIndexed(dataDir: string, documentId: string): Promise<boolean> {
  const index = createEmbeddedClauseIndex({ dataDir });
  try {
    const snapshot = await index.open();
    try {
      const documents = await snapshot.clauses.listDocuments('all');
      return documents.some((document) => document.documentId === documentId);
    } finally {
      snapshot.release();
    }
  } catch (error) {
    if (error instanceof IndexMissingError) return false;
    throw error;
  } finally {
    await index.close();
  }
}

function readArguments(args: readonly string[]) {
  try {
    const options = { json: { type: 'boolean', default: false } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return null;
  }
}
