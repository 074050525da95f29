import { StoreError, type StoreFailure } from '../domain/errors/store-error.ts';

/** Primary result codes of SQLite. */
const BY_SQLITE: Readonly<Record<number, StoreFailure>> = {
  3: 'read-only', // SQLITE_PERM
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'read-only', // SQLITE_READONLY
  10: 'io', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'io', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};

const MALFORMED = /^file is not a database|malformed/;
/** The tables are made with the store: where one is unknown, the file is not what it was. */
const TABLE_GONE = /^no such (?:table|column)/;

/** Where rows are read the package tells the words alone. */
const BY_MESSAGE: readonly (readonly [RegExp, StoreFailure])[] = [
  [MALFORMED, 'damaged'],
  [TABLE_GONE, 'damaged'],
  [/^database (?:table )?is locked/, 'busy'],
  [/^database or disk is full/, 'full'],
  [/readonly database/, 'read-only'],
  [/^disk I\/O error|^unable to open database/, 'io'],
];

const BY_SYSTEM: Readonly<Record<string, StoreFailure>> = {
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Numbers of errno, which SQLite tells beside its own code. */
const BY_ERRNO: Readonly<Record<number, StoreFailure>> = {
  1: 'read-only',
  13: 'read-only',
  28: 'full',
  30: 'read-only',
};

interface ErrorFields {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly systemErrno?: unknown;
}

/** What a failing call of SQLite or of the file system means for the store; null for a mistake in the program. */
export function failureOf(error: unknown): StoreFailure | null {
  if (error instanceof StoreError) return error.reason;
  const { code, errcode, systemErrno } = (error ?? {}) as ErrorFields;
  if (typeof errcode === 'number') {
    const own = BY_SQLITE[errcode & 0xff];
    if (own === 'io' && typeof systemErrno === 'number') return BY_ERRNO[systemErrno] ?? own;
    const isTableGone = errcode === 1 && TABLE_GONE.test((error as Error).message);
    return own ?? (isTableGone ? 'damaged' : null);
  }
  if (typeof code !== 'string') return null;
  if (code === 'ERR_SQLITE_ERROR')
    return BY_MESSAGE.find(([words]) => words.test((error as Error).message))?.[1] ?? null;
  return BY_SYSTEM[code] ?? (/^E[A-Z]+$/.test(code) && !code.startsWith('ERR') ? 'io' : null);
}

/** Whether SQLite calls the file malformed, or no database: it does so too where the system could not read it. */
export function isCalledMalformed(error: unknown): boolean {
  if (error instanceof StoreError) return false;
  const { code, errcode } = (error ?? {}) as ErrorFields;
  if (typeof errcode === 'number') return BY_SQLITE[errcode & 0xff] === 'damaged';
  return code === 'ERR_SQLITE_ERROR' && MALFORMED.test((error as Error).message);
}
