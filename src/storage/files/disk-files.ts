import {
  chmod,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, type Files, type OpenFile, type OpenMode, PRIVATE_FILE, PRIVATE_FOLDER } from './files.ts';

const FLAGS: Readonly<Record<OpenMode, string>> = {
  read: 'r',
  replace: 'w',
  create: 'wx',
  append: 'a',
  adopt: 'r+',
};

/** The real file system. */
export const DISK_FILES: Files = {
  async open(path, mode) {
    const handle = await open(path, FLAGS[mode], PRIVATE_FILE);
    if (mode === 'read') return openFile(handle);
    try {
      await restrictQuietly(() => handle.chmod(PRIVATE_FILE));
      return openFile(handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  },

  async createFolder(path) {
    const first = await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) {
      await restrictQuietly(() => chmod(made, PRIVATE_FOLDER));
      await syncFolder(dirname(made));
    }
  },

  list: (path) => readdir(path),

  async facts(path) {
    const entry = await lstat(path);
    const isLink = entry.isSymbolicLink();
    const found = isLink ? await stat(path) : entry;
    return {
      kind: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other',
      isLink,
      size: found.size,
      mode: found.mode & 0o777,
      isOwn: process.getuid?.() === found.uid,
      modifiedMs: found.mtimeMs,
    };
  },

  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
  restrict: (path, mode) => chmod(path, mode),

  async touch(path) {
    const now = new Date();
    await utimes(path, now, now);
  },

  syncFolder,
};

function openFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes) => (await handle.write(bytes, 0, bytes.length)).bytesWritten,
    read: async (bytes, position) => (await handle.read(bytes, 0, bytes.length, position)).bytesRead,
    sync: () => handle.sync(),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

/** A disk without permission bits (FAT, some network shares) is written all the same. */
async function restrictQuietly(restrict: () => Promise<void>): Promise<void> {
  try {
    await restrict();
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EINVAL'].includes(codeOf(error) ?? '')) throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  // @NOTE Windows cannot open a folder for syncing; its renames are journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
