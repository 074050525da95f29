import { createHash } from 'node:crypto';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { readFromBundle, splitBundlePath } from './archive/bundle.ts';
import { detectFormat, HEAD_BYTES, isContainer, maximumBytesOf } from './detect-format.ts';
import { describeFileProblem } from './file-problem.ts';
import { describeUnknownName, formatOfName } from './format-of-name.ts';
import { isInside, toForwardSlashes } from './inside-folder.ts';
import { markdownFormat } from './markdown/markdown-format.ts';
import { createReaderProcess, type ReaderProcess } from './process/reader-process.ts';
import type { RawDocument, SourceFormatName } from './raw-document.ts';
import { textFormat } from './text/text-format.ts';

/** Simple enough to be read by this process; the libraries that the others need are not even loaded here. */
const READ_HERE = [textFormat, markdownFormat];
const OTHERS = createReaderProcess();

/**
 * Reads one file below `root`, as what its content is; where that does not tell, as what its name says. Throws ReaderError, with the reason in
 * Chinese, when it is missing, unreadable, too large, empty, of a format that is not read, broken, too much for `readerProcess`, or (also by a
 * symbolic link) outside `root`.
 */
export async function readSource(
  root: string,
  relativePath: string,
  readerProcess: ReaderProcess = OTHERS,
): Promise<RawDocument> {
  const bytes = await readBundledBytes(root, toForwardSlashes(relativePath));
  return await readSourceBytes(bytes, toForwardSlashes(relativePath), readerProcess);
}

/** As `readSource`, of bytes that are at hand; where they come from stands in `sourceFile`. */
export async function readSourceBytes(
  bytes: Uint8Array,
  sourceFile: string,
  readerProcess: ReaderProcess = OTHERS,
): Promise<RawDocument> {
  const found = detectFormat(bytes);
  if (found === null && formatOfName(sourceFile) === undefined)
    throw new ReaderError(describeUnknownName(sourceFile));
  const format = found ?? textFormatOf(sourceFile);
  const here = READ_HERE.find(({ name }) => name === format);
  const content = here ? await here.read(bytes) : await readerProcess.read(format, bytes);
  return {
    sourceFile,
    format,
    ...content,
    sourceHash: createHash('sha256').update(bytes).digest('hex'),
    bytes,
  };
}

/** Bytes of a file below `root`, also of one in a bundle: `bundle.zip/inner/name.docx`. Throws ReaderError. */
export async function readBundledBytes(root: string, file: string): Promise<Uint8Array> {
  const way = splitBundlePath(file);
  const isFolder = way && (await stat(join(root, way.bundle)).catch(() => null))?.isDirectory();
  if (!way || isFolder) return await readBytes(root, file);
  const bytes = readFromBundle(await readBytes(root, way.bundle), way.inner);
  if (bytes.length === 0) throw new ReaderError('空文件（0 字节）');
  const likely = isContainer(bytes) ? 'archive' : (detectFormat(bytes) ?? formatOfName(file));
  if (likely === undefined) throw new ReaderError(describeUnknownName(file));
  requireSize(bytes.length, maximumBytesOf(likely));
  return bytes;
}

function requireSize(size: number, most: number): void {
  const inMegabytes = (count: number): number => Math.ceil(count / 1024 / 1024);
  if (size > most) throw new ReaderError(`文件过大（${inMegabytes(size)} MB，上限 ${inMegabytes(most)} MB）`);
}

async function readBytes(root: string, relativePath: string): Promise<Uint8Array> {
  try {
    const path = await realpath(join(root, relativePath));
    if (!isInside(await realpath(root), path)) throw new ReaderError('文件在指定文件夹之外');
    const file = await open(path);
    try {
      return await readOpened(file, relativePath);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ReaderError) throw error;
    throw new ReaderError(describeFileProblem(error), { cause: error });
  }
}

/** A film or a disk image is refused by its first bytes or its size. */
async function readOpened(file: FileHandle, relativePath: string): Promise<Uint8Array> {
  const { size } = await file.stat();
  const head = new Uint8Array(HEAD_BYTES);
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
  const start = head.subarray(0, bytesRead);
  const likely = isContainer(start) ? 'archive' : (detectFormat(start) ?? formatOfName(relativePath));
  if (likely === undefined) throw new ReaderError(describeUnknownName(relativePath));
  if (bytesRead === 0) throw new ReaderError('空文件（0 字节）');
  requireSize(size, maximumBytesOf(likely));
  return await file.readFile();
}

/** Of a file whose content shows no format: what its name says of a text; the text of a renamed file where it says something else. */
function textFormatOf(relativePath: string): SourceFormatName {
  const claimed = formatOfName(relativePath);
  const isText = claimed === 'markdown' || claimed === 'html' || /\.[ct]sv$/i.test(relativePath);
  return isText ? claimed! : 'text';
}
