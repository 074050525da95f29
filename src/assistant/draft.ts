import type { AnswerUnit, ClauseSummary, RefusalReason } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { TextSpan } from '../domain/text-span.ts';

/** A run of a clause's text that carries a statement. */
export interface ClauseQuote extends TextSpan {
  readonly clause: ClauseRecord;
  /** True where a model's quote was put right by the original. */
  readonly isRepaired?: boolean;
}

/** A statement before markers are given out. `text` is markdown; what comes from documents is escaped in it. */
export interface DraftStatement {
  readonly text: string;
  readonly quotes: readonly ClauseQuote[];
  /**
   * Present where a model may say the same in its own words: figures, units and days that those words must then hold. Absent:
   * computed (a list, a count, a verdict), and stays as it is.
   */
  readonly mustSay?: readonly string[];
}

/** What a form composes. */
export interface DraftAnswer {
  readonly kind: 'answer';
  readonly statements: readonly DraftStatement[];
  readonly units: readonly AnswerUnit[];
  readonly viaCollective?: readonly ClauseSummary[];
}

export interface DraftRefusal {
  readonly kind: 'refusal';
  readonly reason: RefusalReason;
  readonly message: string;
  /** Clauses nearest to the question, best first. */
  readonly nearest: readonly ClauseRecord[];
}

export type Draft = DraftAnswer | DraftRefusal;

export function refuse(
  reason: RefusalReason,
  message: string,
  nearest: readonly ClauseRecord[] = [],
): DraftRefusal {
  return { kind: 'refusal', reason, message, nearest };
}
