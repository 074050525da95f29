import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import { ManifestError } from '../src/domain/errors/manifest-error.ts';
import { Manifest, type ManifestDocument } from './manifest-schema.ts';
import { describeFileProblem } from './readers/file-problem.ts';
import { isInside } from './readers/inside-folder.ts';

/**
 * The manifest of a folder, `null` where it has none. `file` is normalised to the form of `RawDocument.sourceFile`. Throws ManifestError
 * listing every problem: invalid JSON or fields, ids or files given twice, files that are missing or lead out of the folder.
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, 'manifest.json');
  const text = await readText(path);
  if (text === null) return null;
  const parsed = Manifest.safeParse(parseJson(path, text));
  if (!parsed.success) {
    throw invalid(
      path,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || '（顶层）'}：${issue.message}`),
    );
  }
  const documents = parsed.data.documents.map((document) => ({
    ...document,
    file: normaliseFile(document.file),
  }));
  const problems = [
    ...findRepeated(documents, 'id'),
    ...findRepeated(documents, 'file'),
    ...(await Promise.all(documents.map((document) => checkFile(folder, document)))).flat(),
  ];
  if (problems.length > 0) throw invalid(path, problems);
  return { documents };
}

async function readText(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new ManifestError(`${path}：${describeFileProblem(error)}`, { cause: error });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`${path} 不是有效的 JSON：${(error as Error).message}`, { cause: error });
  }
}

function invalid(path: string, problems: readonly string[]): ManifestError {
  return new ManifestError(`${path} 有误：\n${problems.map((problem) => `  · ${problem}`).join('\n')}`);
}

/** ./a.txt → a.txt */
function normaliseFile(file: string): string {
  return posix.normalize(file);
}

function findRepeated(documents: readonly ManifestDocument[], key: 'id' | 'file'): string[] {
  const values = documents.map((document) => document[key].toLowerCase());
  const repeated = values.filter((value, i) => values.indexOf(value) < i);
  return [...new Set(repeated)].map((value) => `${key}「${value}」重复`);
}

async function checkFile(folder: string, { id, file }: ManifestDocument): Promise<string[]> {
  if (isAbsolute(file) || /^[A-Za-z]:|\\|\0/.test(file) || file === '..' || file.startsWith('../')) {
    return [`${id}：文件「${file}」不在清单所在文件夹内`];
  }
  try {
    const target = await realpath(join(folder, file));
    if (!isInside(await realpath(folder), target))
      return [`${id}：文件「${file}」通过符号链接指向文件夹之外`];
    return (await stat(target)).isFile() ? [] : [`${id}：「${file}」不是文件`];
  } catch (error) {
    return [`${id}：文件「${file}」${describeFileProblem(error)}`];
  }
}
