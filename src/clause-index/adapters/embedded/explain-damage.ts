import { IndexFormatError, type IndexMend } from '../../../domain/errors/index-format-error.ts';
import { codeOf } from '../../../storage/files/files.ts';
import { readManifest } from './generations/generation-manifest.ts';
import { findSound, folderOf } from './generations/recovery.ts';
import type { IndexLayout } from './index-layout.ts';
import { findOriginals } from './originals/read-originals.ts';

/**
 * The same error with the commands that mend it, each tried out beforehand: originals that were read whole, a generation that was opened.
 * Costs up to a load of the index. `current` is null where nothing tells which generation is published.
 */
export async function explainDamage(
  layout: IndexLayout,
  current: string | null,
  cause: IndexFormatError,
): Promise<IndexFormatError> {
  if (['EACCES', 'EPERM', 'ENOTDIR'].includes(codeOf(cause.cause) ?? '')) {
    return new IndexFormatError(
      `${cause.message}请检查数据文件夹 ${layout.dataDir}（DATA_DIR）：路径是否正确，是否可以读写。`,
      { cause },
    );
  }
  const originals = await findOriginals(layout, current);
  const sound = await findSound(layout, current);
  const mends: IndexMend[] = [];
  const lines = [cause.message];
  if (originals !== null) {
    mends.push('rebuild');
    lines.push(
      `  npm run ingest -- --rebuild    用版本 ${originals.version} 保存的原文（${originals.documents.length} 份文件）重建索引`,
    );
  }
  if (sound !== null) {
    mends.push('rollback');
    lines.push(
      `  npm run ingest -- --rollback   改用完好的版本 ${sound.version}（${sound.manifest.counts.documents} 份文件）`,
    );
  }
  if (originals === null) {
    const paths = await findPaths(layout, current);
    lines.push(`  npm run ingest -- --rebuild ${paths}   从原来的文件重建索引`);
  }
  return new IndexFormatError(
    `${lines[0]}可以用以下命令修复，现有文件不会删除：\n${lines.slice(1).join('\n')}`,
    {
      cause,
      mends,
    },
  );
}

/** As a shell takes them. */
async function findPaths(layout: IndexLayout, current: string | null): Promise<string> {
  if (current === null) return '文件或文件夹';
  const manifest = await readManifest(layout.files, folderOf(layout, current)).catch(() => null);
  const paths = manifest?.origin.paths ?? [];
  return paths.length === 0 ? '文件或文件夹' : paths.map(quote).join(' ');
}

function quote(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
