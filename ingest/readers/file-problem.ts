const REASONS = new Map([
  ['ENOENT', '文件不存在'],
  ['ENOTDIR', '文件不存在'],
  ['EACCES', '没有读取权限'],
  ['EPERM', '没有读取权限'],
  ['EISDIR', '是文件夹，不是文件'],
  ['ELOOP', '符号链接成环'],
  ['EMFILE', '打开的文件过多'],
]);

/** Why the file system refused, in Chinese, with its code where it is an unusual one. */
export function describeFileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? `无法读取${code ? `（${code}）` : ''}`;
}
