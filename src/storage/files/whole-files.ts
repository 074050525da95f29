import { basename, dirname, join } from 'node:path';
import { codeOf, type Files, type OpenFile } from './files.ts';

/** Runs `use` with the opened file and closes it, whatever happens. */
export async function withFile<T>(
  opening: Promise<OpenFile>,
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await opening;
  let result: T;
  try {
    result = await use(file);
  } catch (error) {
    // What went wrong before is what counts.
    await file.close().catch(() => {});
    throw error;
  }
  await file.close();
  return result;
}

/** Writes all of `bytes`, however many the system takes at once. */
export async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const written = await file.write(bytes.subarray(at));
    if (written === 0) throw new Error('the file takes no more bytes');
    at += written;
  }
}

/** The whole content of a file; of one that grows meanwhile, what it held at first. */
export async function readBytes(files: Files, path: string): Promise<Buffer> {
  return await withFile(files.open(path, 'read'), async (file) => {
    const bytes = Buffer.alloc(await file.size());
    let length = 0;
    while (length < bytes.length) {
      const read = await file.read(bytes.subarray(length), length);
      if (read === 0) break;
      length += read;
    }
    return bytes.subarray(0, length);
  });
}

export async function readText(files: Files, path: string): Promise<string> {
  return (await readBytes(files, path)).toString('utf8');
}

/**
 * Replaces `path` in one step: a reader sees the old content or the new, never a part, also after a power cut. One writer at a time.
 * A folder that lies in its place is moved aside.
 */
export async function replaceDurably(files: Files, path: string, content: string): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.tmp`);
  await withFile(files.open(temporary, 'replace'), async (file) => {
    await writeAll(file, Buffer.from(content, 'utf8'));
    await file.sync();
  });
  try {
    await files.rename(temporary, path);
  } catch (error) {
    if (!['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
    await files.rename(path, `${path}.damaged-${Date.now()}`);
    await files.rename(temporary, path);
  }
  await files.syncFolder(folder);
}
