import type { ClauseId } from '../../domain/clause.ts';
import type { UnitRole } from '../../domain/responsible-unit.ts';
import type { SearchScope } from '../../domain/search-scope.ts';

/** One clause that names a unit in one role. */
export interface UnitPosting {
  readonly clauseId: ClauseId;
  readonly documentId: string;
  readonly taskId: ClauseId;
  readonly role: UnitRole;
}

/** A printed unit name and how often it is named. */
export interface UnitName {
  readonly name: string;
  /** Whether a clause of the scope prints it for several bodies. */
  readonly collective: boolean;
  readonly clauseCount: number;
}

/** Which clauses name which unit: complete, so that lists are computed and never taken from a top-k. */
export interface UnitIndex {
  /** One list per printed name, in document order; empty where no visible clause names it. */
  getPostings(names: readonly string[], scope: SearchScope): Promise<UnitPosting[][]>;
  /** All printed names in visible clauses, ordered by name. */
  listNames(scope: SearchScope): Promise<UnitName[]>;
}
