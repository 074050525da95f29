import type { ClauseCell } from '../../src/domain/clause.ts';
import type { ClauseFacts } from '../../src/domain/clause-facts.ts';
import type { MappedText } from '../../src/domain/mapped-text.ts';
import type { RecordBudget } from '../records/record-budget.ts';
import { readClauseDeadlines } from './clause-deadlines.ts';
import { readClauseFigures } from './clause-figures.ts';
import { type ReferenceContext, readReferences } from './references.ts';

export interface FactContext extends ReferenceContext {
  /** Of the document, for times printed without one. */
  readonly year: number | null;
  /** Name of a table row, and its cells under their headings. */
  readonly title: string;
  readonly cells: readonly ClauseCell[];
  /** A time that a merged cell above says of this row. */
  readonly held: string | null;
}

/** What a fact takes beside its words. */
const FACT_COST = 120;

/** The facts that the text of a clause states. Linear in it; what is kept is counted against the budget of the document's records. */
export function readClauseFacts(mapped: MappedText, context: FactContext, budget: RecordBudget): ClauseFacts {
  const facts: ClauseFacts = {
    figures: readClauseFigures(mapped, context),
    deadlines: readClauseDeadlines(mapped, context),
    references: readReferences(mapped, context),
  };
  for (const list of Object.values(facts) as readonly (readonly { readonly printed: string }[])[])
    for (const { printed } of list) budget.spend(FACT_COST + printed.length);
  return facts;
}
