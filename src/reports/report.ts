import type { AnswerNotice, RefusalReason } from '../domain/answer.ts';
import type { ClauseId } from '../domain/clause.ts';

/** A clause that an answer cited, with what finds its words of that time again. */
export interface ReportedClause {
  /** As the answer numbers it. */
  readonly marker: number;
  readonly clauseId: ClauseId;
  readonly label: string;
  readonly textHash: string;
}

/** One turn as a report shows it; numbers of persons are masked. */
export interface ReportedTurn {
  readonly messageId: string;
  readonly conversationId: string;
  /** ISO time in UTC. */
  readonly askedAt: string;
  readonly question: string;
}

/** Unanswered questions that are alike. */
export interface QuestionGroup {
  /** The question of the group that is most like the others. */
  readonly title: string;
  /** Turns. */
  readonly count: number;
  readonly reasons: Readonly<Partial<Record<RefusalReason, number>>>;
  /** Different questions, most asked first, each with its latest turn. */
  readonly questions: readonly (ReportedTurn & { readonly count: number })[];
}

/** An answer that its asker found wanting. */
export interface DisputedAnswer extends ReportedTurn {
  readonly givenAt: string;
  readonly comment: string | null;
  readonly refused: boolean;
  /** Markdown. */
  readonly answer: string;
  readonly clauses: readonly ReportedClause[];
}

/** An answer whose clause was chosen with little confidence. */
export interface UnsureAnswer extends ReportedTurn {
  readonly confidence: number;
  readonly clauses: readonly ReportedClause[];
}

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** What was asked in a time, what was not answered, and what askers made of it. */
export interface Report {
  /** ISO times in UTC. */
  readonly period: { readonly from: string; readonly to: string };
  readonly totals: {
    /** Turns that are kept. */
    readonly questions: number;
    readonly conversations: number;
    readonly answered: number;
    readonly refused: number;
    readonly refusedByReason: Readonly<Record<RefusalReason, number>>;
    /** Of the answered ones. */
    readonly lowConfidence: number;
    /** Turns that rest on documents which the reader may not see; counted nowhere else. */
    readonly withheld: number;
  };
  readonly modes: { readonly extractive: number; readonly model: number };
  /** Share of the answered ones that a model helped to write, 0 … 1; null where none was answered. */
  readonly modelShare: number | null;
  /** Of whole answers; null where nothing was asked. */
  readonly latency: { readonly p50Ms: number; readonly p99Ms: number } | null;
  readonly notices: Readonly<Partial<Record<AnswerNotice['code'], number>>>;
  /** Given in the period, also on earlier answers. */
  readonly feedback: {
    readonly up: number;
    readonly down: number;
    /** 0 … 1; null where nobody said anything. */
    readonly upShare: number | null;
  };
  /** Most asked first. */
  readonly unanswered: readonly QuestionGroup[];
  /** Latest first. */
  readonly disputed: readonly DisputedAnswer[];
  /** Least sure first. */
  readonly lowConfidence: readonly UnsureAnswer[];
  /** Units named in questions, as typed. */
  readonly units: readonly NamedCount[];
  /** Documents that answers cite. */
  readonly documents: readonly (NamedCount & { readonly documentId: string })[];
}
