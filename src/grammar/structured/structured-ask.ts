import type { Query } from '../../domain/query.ts';

/** What is asked of the records, and how it is to be said. */
export interface StructuredAsk {
  readonly query: Query;
  /** `tasks`: of one body as bodies' tasks are listed; `sides`: counts side by side; `items`: what stands below a heading, by its headings; `table`: the same as a table; `best`: of an order the first, ties with it; `parts`: how many articles, chapters or questions documents have. */
  readonly say: 'list' | 'count' | 'best' | 'items' | 'tasks' | 'sides' | 'table' | 'parts';
  /** The units of each row are asked for too. */
  readonly withUnits: boolean;
  /** Of a ranking: only districts. */
  readonly districtsOnly?: boolean;
  /** Of a ranking: printed names of bodies that are left out of it. */
  readonly except?: readonly string[];
  /** Of a ranking: so many from its top on are asked for. */
  readonly top?: number;
  /** Of a ranking: which place is asked for, from 1. */
  readonly place?: number;
}
