import { isVisible, type SearchScope } from '../../../../domain/search-scope.ts';
import type { ClauseTable } from './clause-table.ts';
import type { UnitTable } from './unit-table.ts';

/** Which clauses a search may return. */
export interface ClauseFilter {
  /** 1 for an allowed clause; null allows all. */
  readonly mask: Uint8Array | null;
  readonly allowed: number;
}

/**
 * Turns a scope into one byte per clause, so that searches filter while they select and a narrow scope still fills its
 * limit. Units: the clause names one of them, in `role` where given; a role alone: it names any unit in that role.
 */
export function createClauseFilter(table: ClauseTable, units: UnitTable, scope: SearchScope): ClauseFilter {
  const documents = maskDocuments(table, scope);
  const named = maskUnits(table, units, scope);
  if (documents === null && named === null) return { mask: null, allowed: table.clauseCount };
  const mask = documents ?? named!;
  if (documents !== null && named !== null) {
    for (let clause = 0; clause < mask.length; clause++) mask[clause]! &= named[clause]!;
  }
  let allowed = 0;
  for (let clause = 0; clause < mask.length; clause++) allowed += mask[clause]!;
  return { mask, allowed };
}

function maskDocuments(table: ClauseTable, scope: SearchScope): Uint8Array | null {
  const { visibility, documentIds } = scope;
  if (visibility === 'all' && documentIds === undefined) return null;
  const wanted =
    documentIds === undefined
      ? (visibility as Exclude<typeof visibility, 'all'>).documentIds
      : documentIds.filter((id) => isVisible(visibility, id));
  const mask = new Uint8Array(table.clauseCount);
  for (const id of wanted) {
    const document = table.findDocument(id);
    if (document !== undefined) {
      mask.fill(1, table.firstClause[document], table.firstClause[document + 1]);
    }
  }
  return mask;
}

function maskUnits(table: ClauseTable, units: UnitTable, scope: SearchScope): Uint8Array | null {
  if (scope.units === undefined && scope.role === undefined) return null;
  const mask = new Uint8Array(table.clauseCount);
  const lists = scope.units?.map((name) => units.find(name)) ?? units.names.map(({ entries }) => entries);
  for (const entries of lists) {
    for (const { clause, role } of entries) {
      if (scope.role === undefined || role === scope.role) mask[clause] = 1;
    }
  }
  return mask;
}
