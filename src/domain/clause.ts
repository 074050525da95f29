import type { ClauseFacts } from './clause-facts.ts';
import type { SourceRun } from './mapped-text.ts';
import type { DoubtCode } from './reading-doubt.ts';
import type { UnitAssignment } from './responsible-unit.ts';
import type { TextSpan } from './text-span.ts';

/** `documentId:part.part.part`, readable and stable across runs: `smart-city-2015-2017:2.1.1`, `notice-2024-13:art3.2`. */
export type ClauseId = string;

/** A time by which the clause wants something done. */
export interface Deadline {
  /** As printed: 2025年底前. */
  readonly text: string;
  /** Last day it allows, ISO date: 2025-12-31. */
  readonly date: string;
}

/** A cell of a table row. */
export interface ClauseCell {
  /** What is printed above its column: 每月最高支付限额. */
  readonly heading: string;
  /** Its place in the clause's `text`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The unit of citation: the smallest numbered item that is a statement of its own, an unnumbered paragraph that closes
 * with a unit phrase of its own, or a row of a task table. Heading-only lines are never clauses.
 */
export interface ClauseRecord {
  readonly clauseId: ClauseId;
  readonly documentId: string;
  /** Position in the document, from 0. */
  readonly order: number;
  /** Own heading without number: 智慧医疗; empty where none is printed. */
  readonly title: string;
  /** Heading trail, own heading last where it has one: ["二、建设重点", "（一）惠民…行动", "1.智慧医疗"]. */
  readonly path: readonly string[];
  /** Number, title, body and unit tail, cleaned; paragraphs apart by one newline. */
  readonly text: string;
  /** Map of `text` into the source as decoded. */
  readonly runs: readonly SourceRun[];
  /** The clause in the source, first to last character. */
  readonly span: TextSpan;
  /** Hex SHA-256 of `text`, first 16 characters. */
  readonly textHash: string;
  /** True where script or glosses were converted: the original slice differs from `text`. */
  readonly normalized: boolean;
  readonly deadline: Deadline | null;
  /** In printed order, inherited ones included. */
  readonly units: readonly UnitAssignment[];
  /** Clauses that share one printed task (five paragraphs under one tail) carry the same id; else the clause's own. */
  readonly taskId: ClauseId;
  /** Cells of a table row with what is printed above their column; absent for everything else. */
  readonly cells?: readonly ClauseCell[];
  /** Figures, times and references in it; absent in an index of an earlier version. */
  readonly facts?: ClauseFacts;
  /** Why it may not be what the document says; absent where nothing is doubtful. */
  readonly doubts?: readonly DoubtCode[];
}
