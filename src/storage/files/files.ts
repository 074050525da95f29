/** What a file or folder is, as far as anyone here asks. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** It was reached over a symbolic link; the other facts are those of its target. */
  readonly isLink: boolean;
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  readonly isOwn: boolean;
  readonly modifiedMs: number;
}

/** An opened file. Calls come one after another. */
export interface OpenFile {
  /** Writes bytes behind those written before, perhaps not all of them; the number written. */
  write(bytes: Uint8Array): Promise<number>;
  /** Reads up to `bytes.length` bytes from `position`; the number read, 0 at the end. */
  read(bytes: Uint8Array, position: number): Promise<number>;
  /** Content and length are on the disk when it resolves. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** `read`: must be there · `replace`: emptied or created · `create`: must not be there · `append`: created where missing · `adopt`: must be there. */
export type OpenMode = 'read' | 'replace' | 'create' | 'append' | 'adopt';

/**
 * The few calls of a file system that whatever must survive its failures is written with, so that a test can let each one fail.
 * Failures are those of Node, with their `code`. What is created or written belongs to its owner alone (0600, 0700), whatever the umask.
 */
export interface Files {
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** With the folders above it that are missing; they are on the disk when it resolves. */
  createFolder(path: string): Promise<void>;
  /** Names in a folder. */
  list(path: string): Promise<string[]>;
  facts(path: string): Promise<FileFacts>;
  rename(from: string, to: string): Promise<void>;
  /** Also a folder with everything in it; nothing happens where there is nothing. */
  remove(path: string): Promise<void>;
  /** Sets permission bits. */
  restrict(path: string, mode: number): Promise<void>;
  /** Sets the time of the last change to now. */
  touch(path: string): Promise<void>;
  /** Creations, renames and removals in the folder are on the disk when it resolves. */
  syncFolder(path: string): Promise<void>;
}

export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** True for the error of a file or folder that does not exist. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** `ENOSPC`, `EIO` …; null where the error is none of the system's. */
export function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^E(?!RR_)[A-Z0-9]+$/.test(code) ? code : null;
}
