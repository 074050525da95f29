import type { FormerClause } from './former-clause.ts';
import type { PolicyFacts } from './policy-facts.ts';
import type { ReadingDoubt } from './reading-doubt.ts';
import type { SourceFormatName } from './source-layout.ts';

/** A file whose bytes the index keeps. */
export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
}

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
  /** What the file was; absent in an index of an earlier version. */
  readonly format?: SourceFormatName;
  /** The file as it was loaded, where the index keeps it: hex SHA-256 and length of its bytes. Of texts the decoded source says the same. */
  readonly original?: KeptFile;
  /** True where script or glosses were converted. */
  readonly normalized: boolean;
  readonly clauseCount: number;
  /** What it prints about itself; absent in an index of an earlier version. */
  readonly facts?: PolicyFacts;
  /** What other documents say of its end: computed over those that the caller may see (`withEndings`), never stored. */
  readonly endings?: readonly DocumentEnding[];
}

/** Another document ends this one. */
export interface DocumentEnding {
  readonly kind: 'repealed' | 'superseded';
  /** ISO date of the first day without it; null where no day is known. */
  readonly on: string | null;
  /** The document that ends it. */
  readonly documentId: string;
  readonly title: string;
  /** Its sentence that says so. */
  readonly printed: string;
}

export const VALIDITY_STATES = [
  'in-force',
  'period-ended',
  'expired',
  'repealed',
  'superseded',
  'not-yet-in-force',
  'unknown',
] as const;

/** Whether the document still holds, and what that rests on. */
export interface Validity {
  readonly state: (typeof VALIDITY_STATES)[number];
  /** One short sentence for people: 计划期至2017年. */
  readonly basis: string;
  /** The sentence that it rests on, as printed, where one says so. */
  readonly printed?: string;
  /** The document that repeals or replaces it. */
  readonly documentId?: string;
}
