import { ReaderError } from '../../src/domain/errors/reader-error.ts';

/** Code units of records for each of the source, and for a source of any length. Ordinary documents need a quarter at most. */
const PER_UNIT = 16;
const FIXED = 4_000_000;

/** What a record takes beside its words: ids, hashes, field names. */
export const RECORD_COST = 200;
export const ASSIGNMENT_COST = 80;

/** How much may still be written of one document. */
export interface RecordBudget {
  /** `size` in code units. Throws ReaderError, in Chinese, where the document's records grow out of all proportion. */
  spend(size: number): void;
}

/**
 * Keeps what is written of a document in proportion to its length: a heading of a thousand units above ten thousand items would else be
 * ten million assignments.
 */
export function createRecordBudget(sourceLength: number): RecordBudget {
  const limit = FIXED + PER_UNIT * sourceLength;
  let spent = 0;
  return {
    spend(size) {
      spent += size;
      if (spent > limit)
        throw new ReaderError(
          `条款过碎或责任单位重复过多，读出的记录超过 ${Math.round(limit / 10_000)} 万字，请核对或拆分文件`,
        );
    },
  };
}
