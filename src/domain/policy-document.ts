import type { FormerClause } from './former-clause.ts';
import type { ReadingDoubt } from './reading-doubt.ts';

/** Years a plan runs, both included. */
export interface PlanPeriod {
  readonly from: number;
  readonly to: number;
}

/** What is known of one ingested file. `null` means that neither the text nor a manifest says. */
export interface PolicyDocument {
  readonly documentId: string;
  readonly title: string;
  /** Other names people use for it; from the manifest. */
  readonly aliases: readonly string[];
  /** 文号: 国发〔2019〕3号. */
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  /** ISO date. */
  readonly issuedOn: string | null;
  readonly period: PlanPeriod | null;
  /** task-table, action-plan, opinion, notice, measures …: from the manifest or the title's last words. */
  readonly kind: string | null;
  /** File name relative to the ingested folder. */
  readonly sourceFile: string;
  /** Absolute path at ingestion; tells two files of the same name apart. Never leaves the process. */
  readonly sourcePath?: string;
  /** What the reader noticed: damaged text, invisible characters. Chinese, for people. */
  readonly warnings?: readonly string[];
  /** Those of the warnings that say that something was read doubtfully, with their places. */
  readonly doubts?: readonly ReadingDoubt[];
  /** Where the words of clauses stand that earlier versions of the index had under other ids. */
  readonly formerClauses?: readonly FormerClause[];
  /** Hex SHA-256 over the file's bytes, its manifest entry and the parser's version: same hash, same records. */
  readonly sourceHash: string;
  readonly encoding: string;
  /** True where script or glosses were converted. */
  readonly normalized: boolean;
  readonly clauseCount: number;
}

/** Whether the document still holds, and what that rests on. */
export interface Validity {
  readonly state: 'in-force' | 'period-ended' | 'repealed' | 'superseded' | 'unknown';
  /** One short sentence for people: 计划期至2017年. */
  readonly basis: string;
}
