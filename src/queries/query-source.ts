import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { Visibility } from '../domain/search-scope.ts';
import type { UnitNames } from './unit-names.ts';

/** What a query is executed on. */
export interface QuerySource {
  readonly snapshot: Pick<IndexSnapshot, 'clauses' | 'units' | 'sources' | 'keywords'>;
  readonly visibility: Visibility;
  /** ISO date by which validity is judged where a query names no other. */
  readonly today: string;
  readonly names: UnitNames;
}
