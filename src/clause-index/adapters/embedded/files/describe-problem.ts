import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { codeOf } from '../../../../storage/files/files.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '不存在',
  ENOTDIR: '所在的不是文件夹',
  EACCES: '没有读写权限',
  EPERM: '没有读写权限',
  EROFS: '所在磁盘只读',
  ENOSPC: '所在磁盘空间不足',
  EDQUOT: '超出磁盘配额',
  EISDIR: '是文件夹，不是文件',
};

/** What the file system refused, in Chinese, to be put behind a path; the message of an error that is not the system's. */
export function describeProblem(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return error instanceof Error ? error.message : String(error);
  return REASONS[code] ?? `无法读写（${code}）`;
}

/** A failure of the file system while something in `folder` was read; other errors come back as they are. */
export function toFormatError(error: unknown, folder: string): unknown {
  if (error instanceof IndexFormatError || codeOf(error) === null) return error;
  const { path } = error as { path?: string };
  return new IndexFormatError(`索引文件 ${path ?? folder} ${describeProblem(error)}。`, { cause: error });
}
