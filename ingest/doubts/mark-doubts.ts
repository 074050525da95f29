import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { DoubtCode, ReadingDoubt } from '../../src/domain/reading-doubt.ts';
import type { CleaningWarning } from '../cleaning/cleaning-pass.ts';

const NO_DOUBT = ['invisible-characters', 'hidden-text', 'content-lost'] as const;

/** What was taken out or is not there leaves nothing doubtful in what is read. */
export function isDoubt(warning: CleaningWarning): warning is ReadingDoubt {
  return NO_DOUBT.every((code) => code !== warning.code);
}

/** The same clauses, each with the kinds of doubts that touch it; `no-heading` is one of the whole document. */
export function markDoubts(
  clauses: readonly ClauseRecord[],
  doubts: readonly ReadingDoubt[],
): readonly ClauseRecord[] {
  const placed = doubts.filter(({ code }) => code !== 'no-heading');
  if (placed.length === 0) return clauses;
  return clauses.map((clause) => {
    const codes: DoubtCode[] = placed
      .filter(({ span }) => span.start < clause.span.end && clause.span.start < span.end)
      .map(({ code }) => code);
    return codes.length === 0 ? clause : { ...clause, doubts: [...new Set(codes)] };
  });
}
