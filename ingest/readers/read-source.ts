import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { readFromBundle, splitBundlePath } from './archive/bundle.ts';
import { describeFileProblem } from './file-problem.ts';
import { isInside, toForwardSlashes } from './inside-folder.ts';
import type { RawDocument } from './raw-document.ts';
import { findSourceFormat, SOURCE_FORMATS } from './source-formats.ts';

/** Two hundred times a long plan: what is larger is no policy file, and would take the memory of the whole run. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;
export const MAXIMUM_BUNDLE = 128 * 1024 * 1024;

/**
 * Reads one file below `root`. Throws ReaderError, with the reason in Chinese, when it is missing, unreadable, too large, empty,
 * binary, of another format, or (also by a symbolic link) outside `root`.
 */
export async function readSource(root: string, relativePath: string): Promise<RawDocument> {
  const format = findSourceFormat(relativePath);
  if (!format) {
    const known = SOURCE_FORMATS.flatMap((candidate) => candidate.extensions).join('、');
    throw new ReaderError(`不支持的文件格式 ${extname(relativePath) || '（无扩展名）'}，可读 ${known}`);
  }
  const bytes = await readBundledBytes(root, toForwardSlashes(relativePath));
  return {
    sourceFile: toForwardSlashes(relativePath),
    format: format.name,
    ...(await format.read(bytes)),
    sourceHash: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** Bytes of a file below `root`, also of one in a bundle: `bundle.zip/inner/name.docx`. Throws ReaderError. */
export async function readBundledBytes(root: string, file: string): Promise<Uint8Array> {
  const way = splitBundlePath(file);
  const isFolder = way && (await stat(join(root, way.bundle)).catch(() => null))?.isDirectory();
  if (!way || isFolder) return readBytes(root, file);
  const bytes = readFromBundle(await readBytes(root, way.bundle, MAXIMUM_BUNDLE), way.inner);
  requireSize(bytes.length, MAXIMUM_BYTES);
  return bytes;
}

function requireSize(size: number, most: number): void {
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  if (size > most) throw new ReaderError(`文件过大（${megabytes(size)} MB，上限 ${megabytes(most)} MB）`);
}

async function readBytes(root: string, relativePath: string, most = MAXIMUM_BYTES): Promise<Uint8Array> {
  try {
    const path = await realpath(join(root, relativePath));
    if (!isInside(await realpath(root), path)) throw new ReaderError('文件在指定文件夹之外');
    const { size } = await stat(path);
    requireSize(size, most);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ReaderError) throw error;
    throw new ReaderError(describeFileProblem(error), { cause: error });
  }
}
