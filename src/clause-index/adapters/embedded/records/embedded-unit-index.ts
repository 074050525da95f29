import type { SearchScope } from '../../../../domain/search-scope.ts';
import type { UnitIndex, UnitPosting } from '../../../ports/unit-index.ts';
import { createClauseFilter } from './clause-filter.ts';
import type { ClauseTable } from './clause-table.ts';
import type { UnitEntry, UnitTable } from './unit-table.ts';

/** Postings and counts keep to the scope's clauses, and to its role where one is given. */
export function createEmbeddedUnitIndex(table: ClauseTable, units: UnitTable): UnitIndex {
  const selectEntries = (scope: SearchScope): ((entry: UnitEntry) => boolean) => {
    const { mask } = createClauseFilter(table, units, scope);
    const { role } = scope;
    return (entry) =>
      (role === undefined || entry.role === role) && (mask === null || mask[entry.clause] === 1);
  };
  const toPosting = ({ clause, role }: UnitEntry): UnitPosting => {
    const clauseId = table.clauseIds[clause]!;
    const { documentId } = table.documents[table.documentOf[clause]!]!;
    return { clauseId, documentId, taskId: units.taskIdOf(clause) ?? clauseId, role };
  };
  return {
    async getPostings(names, scope) {
      const fits = selectEntries(scope);
      return names.map((name) => units.find(name).filter(fits).map(toPosting));
    },

    async listNames(scope) {
      const fits = selectEntries(scope);
      return units.names.flatMap(({ name, entries }) => {
        const fitting = entries.filter(fits);
        const clauseCount = new Set(fitting.map(({ clause }) => clause)).size;
        const collective = fitting.some((entry) => entry.collective);
        return clauseCount === 0 ? [] : [{ name, collective, clauseCount }];
      });
    },
  };
}
