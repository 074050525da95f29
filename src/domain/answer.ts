import type { ClauseId } from './clause.ts';
import type { PlaceInFile } from './place-in-file.ts';
import type { PlanPeriod, Validity } from './policy-document.ts';
import type { Query } from './query.ts';
import type { UnitRole } from './responsible-unit.ts';
import type { TextSpan } from './text-span.ts';

/** A question as a channel hands it over. */
export interface AskRequest {
  readonly message: string;
  /** Executed instead of reading the message, which then only names it. */
  readonly query?: Query;
  readonly conversationId?: string;
  readonly filters?: AskFilters;
  readonly context?: { readonly unit?: string };
  /**
   * Earlier messages of the asker, oldest first, for clients that keep the conversation themselves. Read as the turns before
   * this one; such an answer begins no conversation and nothing is remembered. Not together with `conversationId`.
   */
  readonly history?: readonly string[];
}

export interface AskFilters {
  readonly documentIds?: readonly string[];
  readonly units?: readonly string[];
  readonly role?: UnitRole;
  /** ISO date by which validity is judged; today when absent. */
  readonly asOf?: string;
}

/** One sentence or block of the answer and the citations that carry it; channels render from these. */
export interface Statement {
  /** Markdown without markers: a paragraph, a list item or a whole table. */
  readonly text: string;
  readonly markers: readonly number[];
}

export interface Citation extends PlaceInFile {
  /** From 1, in order of first use. */
  readonly marker: number;
  readonly clauseId: ClauseId;
  /** Path below PUBLIC_URL: /clause/…  */
  readonly url: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly period: PlanPeriod | null;
  readonly validity: Validity;
  readonly path: readonly string[];
  /** 《…》二、（一）1.智慧医疗 */
  readonly label: string;
  readonly text: string;
  readonly textHash: string;
  /** Verbatim run of `text`. */
  readonly quote: string;
  readonly sourceFile: string;
  readonly span: TextSpan;
  /** The exact slice of the original for the quote. */
  readonly sourceQuote: string;
  readonly normalized: boolean;
  readonly verification: 'exact' | 'repaired';
}

/** A unit in an answer: copied from a clause record, never written. */
export interface AnswerUnit {
  readonly name: string;
  readonly role: UnitRole;
  readonly collective: boolean;
  readonly openEnded: boolean;
  readonly clauseId: ClauseId;
  /** Only where the directory knows a successor. */
  readonly currentName?: string;
}

export interface ClauseSummary {
  readonly clauseId: ClauseId;
  readonly url: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  readonly title: string;
  /** First 120 characters of the clause. */
  readonly excerpt: string;
}

export type RefusalReason = 'out-of-scope' | 'no-evidence' | 'not-a-question' | 'unclear';

/** What may be meant, where that is asked back: at most four choices, each a query that can be sent instead of a message. */
export interface Clarification {
  readonly message: string;
  readonly options: readonly { readonly label: string; readonly query: Query }[];
}

/** Where someone is to be asked whom the documents leave without an answer. */
export interface Contact {
  /** 拨打12345 */
  readonly text: string;
  /** http, https or tel. */
  readonly url?: string;
}

/** "The documents do not say": an ordinary outcome, not an error. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
  readonly nearest: readonly ClauseSummary[];
  /** Only where one is configured. */
  readonly contact?: Contact;
}

/**
 * Something about how the answer was made that the asker should know: the model was not reached, the budget is spent, a message was
 * too long to be read whole. `withheld`: a kept answer whose documents the asker may no longer see. `not-kept`: the store of
 * conversations could not be used.
 */
export interface AnswerNotice {
  readonly code:
    | 'model-failed'
    | 'model-paused'
    | 'model-busy'
    | 'model-budget'
    | 'model-unusable'
    | 'question-cut'
    | 'withheld'
    | 'not-kept';
  /** One sentence for people. */
  readonly message: string;
}

/** What became of the sentences that a model wrote. */
export interface ModelReport {
  /** Model as configured. */
  readonly model: string;
  /** Statements that the model wrote. */
  readonly written: number;
  /** Of those: kept with every quote exact · kept after a quote was put right by the original · left out. */
  readonly verified: number;
  readonly repaired: number;
  readonly dropped: number;
  /** Statements of the answer that come from the clause itself because no proven one says them. */
  readonly replaced: number;
  /** Why statements were left out, counted. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Tokens as the service counted them; null where it did not say or the answer came from the cache. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
  readonly fromCache: boolean;
}

/** What every channel renders. Field names are those of the public API. */
export interface Answer {
  readonly conversationId: string;
  readonly messageId: string;
  readonly indexVersion: string;
  readonly resolvedQuestion: string;
  /** Markdown with [1] markers; no image, no HTML, no link but our own clause links. */
  readonly answer: string;
  readonly statements: readonly Statement[];
  readonly mode: 'extractive' | 'model';
  /** True where a model wrote statements of this answer, absent else; a label in `answer` says so to people. */
  readonly aiGenerated?: boolean;
  /** Present where a model was called. */
  readonly modelReport?: ModelReport;
  readonly notices?: readonly AnswerNotice[];
  readonly refused: boolean;
  readonly refusal: Refusal | null;
  readonly citations: readonly Citation[];
  readonly responsibleUnits: readonly AnswerUnit[];
  /** Clauses that reach the unit only through a collective; list answers only, the first 200 of them. */
  readonly viaCollective?: readonly ClauseSummary[];
  /** Tasks or clauses that the lists of the answer count in all; of those that are more than 200 the first are cited. */
  readonly total?: number;
  /** The query that was executed, where the answer is the result of one, and how it was understood. */
  readonly query?: Query;
  readonly reading?: string;
  readonly followUps: readonly string[];
  /** Where the answer asks back which of several is meant; it is refused as `unclear` then. */
  readonly clarification?: Clarification;
  readonly timings: {
    readonly totalMs: number;
    readonly retrievalMs: number;
    readonly modelMs: number;
    /** Whether the question's vector was searched with; `late`: words alone answered. Absent in turns of older versions. */
    readonly embedding?: 'used' | 'late' | 'none';
    /** Whether the best clauses were read with the question; `late`: they were judged without. Absent in turns of older versions. */
    readonly reading?: 'used' | 'late' | 'none';
    readonly readingMs?: number;
  };
}

/** Progress of one answer; `answer-end` is authoritative. */
export type AnswerEvent =
  | {
      readonly type: 'answer-start';
      readonly conversationId: string;
      readonly messageId: string;
      readonly resolvedQuestion: string;
    }
  | { readonly type: 'citation-added'; readonly citation: Citation }
  | { readonly type: 'answer-delta'; readonly text: string }
  | { readonly type: 'answer-end'; readonly answer: Answer };
