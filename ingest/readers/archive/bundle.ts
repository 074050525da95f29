import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { MOST_UNPACKED, readZipDirectory, refuseEntry, unpackEntry, type ZipEntry } from './zip-directory.ts';

/** Files in one bundle, those of bundles in it apart. */
const MOST_FILES = 2_000;
/** A bundle within a bundle, no further. */
const DEEPEST = 2;

export interface BundleListing {
  /** `bundle.zip/inner/name.docx` */
  readonly files: readonly string[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export function isBundle(file: string): boolean {
  return /\.zip$/iu.test(file);
}

/** The bundle that a path goes into and the way within; null for a path to a file. */
export function splitBundlePath(file: string): { readonly bundle: string; readonly inner: string } | null {
  const match = /^(?<bundle>.*?\.zip)\/(?<inner>.+)$/isu.exec(file);
  return match ? { bundle: match.groups!['bundle']!, inner: match.groups!['inner']! } : null;
}

/** What a bundle holds, each below `file`, the bundle's own name. Throws ReaderError where it is broken or too large. */
export function listBundle(file: string, bytes: Uint8Array, depth = 1): BundleListing {
  const entries = readZipDirectory(bytes, MOST_FILES);
  if (entries.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED) throw new ReaderError('解压后过大');
  const files: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (const entry of entries) {
    const path = `${file}/${entry.name}`;
    if (isOwnFile(entry.name)) continue;
    const reason = leadsOut(entry.name) ? '文件名指向压缩包之外' : refuseEntry(entry);
    if (reason !== null) skipped.push({ file: path, reason });
    else if (!isBundle(entry.name)) files.push(path);
    else if (depth >= DEEPEST) skipped.push({ file: path, reason: '压缩包嵌套过深' });
    else {
      try {
        const inner = listBundle(path, unpackEntry(bytes, entry), depth + 1);
        files.push(...inner.files);
        skipped.push(...inner.skipped);
      } catch (error) {
        if (!(error instanceof ReaderError)) throw error;
        skipped.push({ file: path, reason: error.message });
      }
    }
  }
  return { files: [...new Set(files)], skipped };
}

/** Bytes of one file in a bundle. Throws ReaderError where it is missing, encrypted, broken or too deep. */
export function readFromBundle(bytes: Uint8Array, inner: string, depth = 1): Uint8Array {
  const entries = readZipDirectory(bytes, MOST_FILES);
  const own = entries.find(({ name }) => name === inner);
  if (own && !leadsOut(inner)) return unpackEntry(bytes, own);
  const further = splitBundlePath(inner);
  const bundle: ZipEntry | undefined = entries.find(({ name }) => name === further?.bundle);
  if (!further || !bundle || depth >= DEEPEST) throw new ReaderError('压缩包中没有此文件');
  return readFromBundle(unpackEntry(bytes, bundle), further.inner, depth + 1);
}

function leadsOut(name: string): boolean {
  return (
    name.startsWith('/') || /^[a-z]:/iu.test(name) || name.includes('\0') || name.split('/').includes('..')
  );
}

/** Hidden files, temporary office files and what macOS adds. */
function isOwnFile(name: string): boolean {
  return name
    .split('/')
    .some((part) => (part.startsWith('.') && part !== '..') || part.startsWith('~$') || part === '__MACOSX');
}
