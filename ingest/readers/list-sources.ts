import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { isBundle, listBundle } from './archive/bundle.ts';
import { maximumBytesOf } from './detect-format.ts';
import { describeFileProblem } from './file-problem.ts';
import { isInside } from './inside-folder.ts';

export interface SourceListing {
  /** Absolute path of the folder that `files` are relative to. */
  readonly root: string;
  /** Relative, forward slashes, ordered by code unit; every format, `readSource` says which it cannot read. */
  readonly files: readonly string[];
  /** What was passed over, with the reason in Chinese. */
  readonly skipped: readonly SkippedSource[];
}

export interface SkippedSource {
  readonly file: string;
  readonly reason: string;
}

const MANIFEST = 'manifest.json';

/**
 * The files of a folder and its subfolders, or the one file that `path` names. Hidden files, temporary office files (~$…) and the
 * folder's manifest are no sources. Throws ReaderError when `path` cannot be read.
 */
export async function listSources(path: string): Promise<SourceListing> {
  const absolute = resolve(path);
  try {
    const found = await stat(absolute);
    if (!found.isDirectory()) {
      const opened = await openBundles(dirname(absolute), [basename(absolute)]);
      return { root: dirname(absolute), ...opened };
    }
    const realRoot = await realpath(absolute);
    const files: string[] = [];
    const skipped: SkippedSource[] = [];
    await walk({ root: absolute, realRoot, files, skipped }, '');
    const opened = await openBundles(absolute, files);
    return {
      root: absolute,
      files: opened.files.sort(),
      skipped: [...skipped, ...opened.skipped].sort((a, b) => (a.file < b.file ? -1 : 1)),
    };
  } catch (error) {
    throw new ReaderError(`无法读取「${path}」：${describeFileProblem(error)}`, { cause: error });
  }
}

/** A bundle is a folder: its files stand in its place. */
async function openBundles(
  root: string,
  paths: readonly string[],
): Promise<{ files: string[]; skipped: SkippedSource[] }> {
  const files: string[] = [];
  const skipped: SkippedSource[] = [];
  for (const file of paths) {
    if (!isBundle(file)) {
      files.push(file);
      continue;
    }
    try {
      const path = join(root, file);
      if ((await stat(path)).size > maximumBytesOf('archive'))
        throw new ReaderError('压缩包过大（上限 64 MB）');
      const listing = listBundle(file, await readFile(path));
      files.push(...listing.files);
      skipped.push(...listing.skipped);
    } catch (error) {
      const reason = error instanceof ReaderError ? error.message : describeFileProblem(error);
      skipped.push({ file, reason });
    }
  }
  return { files, skipped };
}

interface Walk {
  readonly root: string;
  readonly realRoot: string;
  readonly files: string[];
  readonly skipped: SkippedSource[];
}

async function walk(state: Walk, folder: string): Promise<void> {
  const entries = await readdir(join(state.root, folder), { withFileTypes: true });
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith('.') || name.startsWith('~$')) continue;
    const file = folder === '' ? name : `${folder}/${name}`;
    if (entry.isSymbolicLink()) {
      const reason = await refuseLink(state, file);
      if (reason === null) state.files.push(file);
      else state.skipped.push({ file, reason });
    } else if (entry.isDirectory()) {
      await walkOrSkip(state, file);
    } else if (!entry.isFile()) {
      state.skipped.push({ file, reason: '不是普通文件' });
    } else if (file !== MANIFEST) {
      state.files.push(file);
    }
  }
}

/** A folder that cannot be opened does not spoil the others. */
async function walkOrSkip(state: Walk, folder: string): Promise<void> {
  try {
    await walk(state, folder);
  } catch (error) {
    state.skipped.push({ file: folder, reason: describeFileProblem(error) });
  }
}

/** Links to files inside the folder are read; others would leave it, repeat it or loop. */
async function refuseLink(state: Walk, file: string): Promise<string | null> {
  try {
    const target = await realpath(join(state.root, file));
    if (!isInside(state.realRoot, target)) return '符号链接指向文件夹之外';
    return (await stat(target)).isFile() ? null : '符号链接指向文件夹，其中文件不重复读取';
  } catch (error) {
    return `符号链接无效：${describeFileProblem(error)}`;
  }
}
