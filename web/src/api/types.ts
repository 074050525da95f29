/** Replies of the service as far as the page reads them; docs/api.md describes them. */

export type Role = 'lead' | 'responsible' | 'supporting';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Validity {
  readonly state: string;
  readonly basis: string;
}

/** Where something stands in a file with pages or sheets. */
export interface PlaceInFile {
  readonly page?: number;
  /** `row` and `column` from 0. */
  readonly cell?: { readonly sheet: string; readonly row: number; readonly column: number };
}

/** What a clause and a citation of it have in common. */
export interface ClauseText extends PlaceInFile {
  readonly clauseId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly period: Period | null;
  readonly validity: Validity;
  readonly path: readonly string[];
  readonly label: string;
  readonly text: string;
  readonly textHash: string;
  readonly span: Span;
  readonly normalized: boolean;
}

export interface Citation extends ClauseText {
  readonly marker: number;
  readonly quote: string;
  readonly verification: 'exact' | 'repaired';
}

/** A clause as it was kept when it was cited; null where it stands now and nothing cited it. */
export interface ClauseVersion extends ClauseText {
  readonly firstCitedAt: string | null;
}

export interface NamedUnit {
  readonly name: string;
  readonly role: Role;
  readonly collective: boolean;
  readonly openEnded: boolean;
  readonly currentName?: string;
}

export interface AnswerUnit extends NamedUnit {
  readonly clauseId: string;
}

export interface ClauseSummary {
  readonly clauseId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly excerpt: string;
}

export interface Statement {
  readonly text: string;
  readonly markers: readonly number[];
}

export interface ModelReport {
  readonly model: string;
  readonly written: number;
  readonly verified: number;
  readonly repaired: number;
  readonly dropped: number;
  readonly replaced: number;
}

export interface Answer {
  readonly conversationId: string;
  readonly messageId: string;
  readonly resolvedQuestion: string;
  readonly answer: string;
  readonly statements: readonly Statement[];
  readonly mode: 'extractive' | 'model';
  readonly aiGenerated?: boolean;
  readonly modelReport?: ModelReport;
  readonly notices?: readonly { readonly code: string; readonly message: string }[];
  readonly refused: boolean;
  readonly refusal: {
    readonly reason: string;
    readonly message: string;
    readonly nearest: readonly ClauseSummary[];
    readonly contact?: { readonly text: string; readonly url?: string };
  } | null;
  readonly citations: readonly Citation[];
  readonly responsibleUnits: readonly AnswerUnit[];
  readonly viaCollective?: readonly ClauseSummary[];
  readonly followUps: readonly string[];
}

export type Verdict = 'up' | 'down';

/** What the asker said about an answer. */
export interface Feedback {
  readonly verdict: Verdict;
  readonly comment: string | null;
}

export interface Deadline {
  readonly text: string;
  readonly date: string | null;
}

export interface PolicyDocument {
  readonly documentId: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly period: Period | null;
  readonly validity: Validity;
  readonly kind: string | null;
  readonly sourceFile: string;
  readonly format?: string;
  readonly hasOriginal: boolean;
  readonly normalized: boolean;
  readonly clauseCount: number;
  readonly warnings?: readonly string[];
}

/** A list in pages; counts are of the whole. */
export interface DocumentList {
  readonly total: number;
  readonly clauseTotal: number;
  readonly nextCursor: string | null;
  readonly documents: readonly PolicyDocument[];
}

export interface OutlineEntry {
  readonly clauseId: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly deadline: Deadline | null;
  readonly unitCount: number;
}

export interface DocumentOutline extends PolicyDocument {
  readonly outline: readonly OutlineEntry[];
}

export interface Clause extends ClauseText {
  readonly title: string;
  readonly deadline: Deadline | null;
  readonly units: readonly NamedUnit[];
  /** The id of an earlier version of the index, where the clause was asked for by it. */
  readonly movedFrom?: { readonly clauseId: string; readonly textHash: string; readonly isChanged: boolean };
  readonly previousClauseId: string | null;
  readonly nextClauseId: string | null;
}

export interface UnitName {
  readonly name: string;
  readonly collective: boolean;
  readonly clauseCount: number;
  readonly currentName?: string;
}

export interface UnitList {
  readonly total: number;
  readonly nextCursor: string | null;
  readonly units: readonly UnitName[];
}

export interface UnitTask {
  readonly clauseId: string;
  readonly taskId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly role: Role;
  readonly deadline: Deadline | null;
  readonly units: readonly NamedUnit[];
}

export interface UnitTasks {
  readonly unit: string;
  readonly names: readonly string[];
  readonly explanations: readonly string[];
  readonly related: readonly { readonly name: string; readonly explanation: string | null }[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly tasks: readonly UnitTask[];
  readonly viaCollective: readonly ClauseSummary[];
}

export interface ConversationEntry {
  readonly conversationId: string;
  readonly title: string;
  readonly updatedAt: string;
  readonly turnCount: number;
}

export interface Conversation {
  readonly conversationId: string;
  readonly title: string;
  readonly turns: readonly {
    readonly messageId: string;
    readonly question: string;
    readonly answer: Answer;
    readonly feedback: Feedback | null;
  }[];
  readonly earlier: number | null;
}

export interface ReportedTurn {
  readonly messageId: string;
  readonly askedAt: string;
  readonly question: string;
}

export interface ReportedClause {
  readonly marker: number;
  readonly clauseId: string;
  readonly label: string;
  readonly textHash: string;
}

export interface QuestionGroup {
  readonly title: string;
  readonly count: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly questions: readonly (ReportedTurn & { readonly count: number })[];
}

export interface DisputedAnswer extends ReportedTurn {
  readonly givenAt: string;
  readonly comment: string | null;
  readonly answer: string;
  readonly clauses: readonly ReportedClause[];
}

export interface UnsureAnswer extends ReportedTurn {
  readonly confidence: number;
  readonly clauses: readonly ReportedClause[];
}

export interface Report {
  readonly period: { readonly from: string; readonly to: string };
  readonly totals: {
    readonly questions: number;
    readonly conversations: number;
    readonly answered: number;
    readonly refused: number;
    readonly refusedByReason: Readonly<Record<string, number>>;
    readonly lowConfidence: number;
    readonly withheld: number;
  };
  readonly modelShare: number | null;
  readonly latency: { readonly p50Ms: number; readonly p99Ms: number } | null;
  readonly notices: Readonly<Record<string, number>>;
  readonly feedback: { readonly up: number; readonly down: number; readonly upShare: number | null };
  readonly unanswered: readonly QuestionGroup[];
  readonly disputed: readonly DisputedAnswer[];
  readonly lowConfidence: readonly UnsureAnswer[];
  readonly units: readonly { readonly name: string; readonly count: number }[];
  readonly documents: readonly {
    readonly documentId: string;
    readonly name: string;
    readonly count: number;
  }[];
}

/** Something that is done to the loaded documents. */
export interface DocumentJob {
  readonly jobId: string;
  readonly kind: 'add' | 'publish' | 'remove';
  readonly documentId: string | null;
  readonly file: { readonly name: string } | null;
  readonly isDraft: boolean;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly stage: string | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly result: {
    readonly documentId: string;
    readonly title: string;
    readonly clauses: number;
    readonly units: number;
    readonly warnings: readonly string[];
    readonly indexVersion: string | null;
  } | null;
  readonly error: { readonly message: string } | null;
}
