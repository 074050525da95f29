import { coverPairs } from './content-pairs.ts';
import type { SourceCell, SourceSentence } from './proof-source.ts';
import type { StatementCell } from './statement-sentences.ts';

/** A stretch of the clause that a stretch of a statement follows, with the one before it. */
export interface FollowedCell {
  readonly cell: SourceCell;
  readonly before: SourceCell | null;
  readonly sentence: SourceSentence;
  /** Share of the statement's stretch that it holds. */
  readonly cover: number;
}

/** Stretches that hold about as much are followed alike. */
const ABOUT = 0.1;

/** The stretches of the clause that have most of a stretch's words. */
export function followedCells(cell: StatementCell, aligned: readonly SourceSentence[]): FollowedCell[] {
  const all = aligned.flatMap((sentence) =>
    sentence.cells.map((candidate, i) => ({
      cell: candidate,
      before: sentence.cells[i - 1] ?? null,
      sentence,
      cover: coverPairs(cell.pairs, candidate.pairs),
    })),
  );
  const best = Math.max(0, ...all.map(({ cover }) => cover));
  return all.filter(({ cover }) => cover > 0 && cover >= best - ABOUT);
}
