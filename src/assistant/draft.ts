import type { AnswerUnit, Clarification, ClauseSummary, RefusalReason } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { Query } from '../domain/query.ts';
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

/** What is known of a draft beside what it says. */
interface DecidedDraft {
  /** How surely the best clause answers, 0 … 1; absent where no clause was weighed (lists, clauses of the turn before). */
  readonly confidence?: number;
}

/** What a form composes. */
export interface DraftAnswer extends DecidedDraft {
  readonly kind: 'answer';
  readonly statements: readonly DraftStatement[];
  readonly units: readonly AnswerUnit[];
  readonly viaCollective?: readonly ClauseSummary[];
  /** Computed over an index of records (a unit's tasks, a heading's items, a comparison), not chosen among clauses. */
  readonly isComputed?: boolean;
  /** What a list counts in all, whether or not all of it is shown. */
  readonly total?: number;
  /** The query that it is the result of, and how that reads. */
  readonly query?: Query;
  readonly queryReading?: string;
}

export interface DraftRefusal extends DecidedDraft {
  readonly kind: 'refusal';
  readonly reason: RefusalReason;
  readonly message: string;
  /** Clauses nearest to the question, best first. */
  readonly nearest: readonly ClauseRecord[];
  /** What the form missed, a sign among others for the judge; absent where it did not look at clauses. */
  readonly lacks?: MissingPart;
  /** True where the caller's own filters leave nothing: not a matter of judgement. */
  readonly isFinal?: boolean;
  /** Questions one of which may be meant; they are offered as those that can be asked next. */
  readonly choices?: readonly string[];
  /** The same as queries. */
  readonly clarification?: Clarification;
}

/** fact: the clause shows none of the kind asked for · topic: too little of what is asked about · part: its telling word · place, year: others · question: it asks for none of the documents' matter. */
export const MISSING_PARTS = ['fact', 'topic', 'part', 'place', 'year', 'question'] as const;
export type MissingPart = (typeof MISSING_PARTS)[number];

export type Draft = DraftAnswer | DraftRefusal;

export function refuse(
  reason: RefusalReason,
  message: string,
  nearest: readonly ClauseRecord[] = [],
): DraftRefusal {
  return { kind: 'refusal', reason, message, nearest };
}

/** Of several asks the one that is least sure; of those that answer, where any does. Null where none was weighed. */
export function leastConfidence(drafts: readonly Draft[]): number | null {
  const answers = drafts.filter(({ kind }) => kind === 'answer');
  const known = (answers.length > 0 ? answers : drafts).flatMap(({ confidence }) => confidence ?? []);
  return known.length > 0 ? Math.min(...known) : null;
}
