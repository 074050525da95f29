/** Raised whenever the same file would give other records: unchanged files are then read again. */
export const PARSER_VERSION = 10;
