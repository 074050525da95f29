import type { NamedUnit } from '../../src/domain/responsible-unit.ts';
import type { LogicalLine } from './logical-line.ts';
import type { NumberKind } from './numbering.ts';

/**
 * The outline of a document: plain data that later stages only read. Text before the first number stands in the root;
 * an unnumbered paragraph belongs to the numbered item above it, unless it stands behind a list that a colon opened (a
 * `paragraph` beside its members) or closes the document (a `paragraph` of the root).
 */
export interface ClauseNode {
  readonly kind:
    | NumberKind
    | 'root'
    | 'annex'
    | 'heading'
    | 'question'
    | 'paragraph'
    | 'note'
    | 'row-group'
    | 'row';
  /** A question, with or without number: it and its whole answer are one clause. */
  readonly asks: boolean;
  /** This node's piece of the clause id; empty for the root. */
  readonly idPart: string;
  /** As printed: （一）; empty where there is none. */
  readonly number: string;
  /** Heading without number and closing mark; empty where the item has none. */
  readonly title: string;
  /** How much of the first line is number and title, closing mark included. */
  readonly headingLength: number;
  /** Own text, the heading line first. */
  readonly lines: readonly LogicalLine[];
  /** What is printed above the column of each line of a table row; empty for everything else. */
  readonly headings: readonly string[];
  readonly children: readonly ClauseNode[];
  /** The unit columns of a table row; null for everything else. */
  readonly cells: readonly UnitCell[] | null;
  /** A time printed above that holds for this row too (a merged cell); null for everything else. */
  readonly heldDeadline: string | null;
}

/** A unit cell; rows that share one printed cell hold the same `line`. */
export interface UnitCell {
  readonly line: LogicalLine;
  readonly units: readonly NamedUnit[];
}
