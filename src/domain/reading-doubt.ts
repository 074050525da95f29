import type { TextSpan } from './text-span.ts';

/** Why what was read of a document may not be what it says. */
export const DOUBT_CODES = [
  /** Wrong decoding left its traces. */
  'damaged-text',
  /** Tags or entities of a page stand in the words. */
  'tags-left',
  /** Rows of a table stand in one clause. */
  'rows-together',
  /** Bodies stand in a table, and no column of it could be told to hold those responsible. */
  'unit-column-unknown',
  /** One clause holds most of a long document. */
  'mostly-one-clause',
  /** A long document without any heading or number. */
  'no-heading',
] as const;
export type DoubtCode = (typeof DOUBT_CODES)[number];

/** A place of a document that was read doubtfully; `span` points into the source. */
export interface ReadingDoubt {
  readonly code: DoubtCode;
  /** Chinese, for people, with the line: 第 12 行…. */
  readonly message: string;
  readonly span: TextSpan;
}
