import type { ClauseDeadline, ClauseFigure } from '../domain/clause-facts.ts';
import type { PlanPeriod, Validity } from '../domain/policy-document.ts';
import type { PolicyFacts } from '../domain/policy-facts.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { TaskRow } from '../domain/task-row.ts';
import type { MatchedClause } from './match-clause.ts';

/** One clause, as in the tasks of a unit. */
export interface ClauseRow extends TaskRow {
  /** Of the units asked for, the first of lead, supporting, responsible; null where no unit is named. */
  readonly role: UnitRole | null;
  /** Reached through a collective alone. */
  readonly viaCollective: boolean;
  /** Those asked for; all where none are. */
  readonly figures: readonly ClauseFigure[];
}

/** What a figure or a time stands in. */
interface FactPlace extends Omit<ClauseRow, 'deadline' | 'figures'> {}

/** One figure. */
export interface FigureRow extends FactPlace, ClauseFigure {}

/** One time. */
export interface DeadlineRow extends FactPlace, ClauseDeadline {}

export interface Counted {
  /** Printed tasks. */
  readonly count: number;
  readonly clauseCount: number;
}

export interface UnitRow extends Counted {
  /** The first of `names`. */
  readonly name: string;
  /** As these clauses print it, the present name first. */
  readonly names: readonly string[];
  readonly collective: boolean;
  /** Printed tasks by role. */
  readonly roles: Readonly<Record<UnitRole, number>>;
}

export interface DocumentRow extends Counted {
  readonly documentId: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly period: PlanPeriod | null;
  /** Where facts are to be shown; null in an index of an earlier version. */
  readonly facts?: PolicyFacts | null;
  readonly validity?: Validity;
}

export interface SectionRow extends Counted {
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  /** Document and place in one line. */
  readonly label: string;
}

export type QueryRow = ClauseRow | FigureRow | DeadlineRow | UnitRow | DocumentRow | SectionRow;

/** A row and what it rests on. */
export interface Listed<Row = QueryRow> {
  /** The same for the same thing on every side. */
  readonly key: string;
  readonly row: Row;
  readonly matches: readonly MatchedClause[];
}

/** Clauses with something in common. */
export interface QueryGroup {
  /** Name of the body, role, documentId, last day of the deadline; a section by its label. */
  readonly key: string;
  /** The same for people; of a body with the other names that are printed. */
  readonly label: string;
  /** Printed tasks. */
  readonly count: number;
  readonly clauseCount: number;
  /** In printed order, the first MOST_GROUP_IDS of them. */
  readonly clauseIds: readonly string[];
}
