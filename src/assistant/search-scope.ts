import type { AskFilters } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { UnitAssignment } from '../domain/responsible-unit.ts';
import { isVisible, type SearchScope, type Visibility } from '../domain/search-scope.ts';

/** What the caller may see and asked for. `unitNames` are the printed names that the filter's units stand for. */
export function scopeOf(
  visibility: Visibility,
  filters: AskFilters,
  unitNames: (unit: string) => readonly string[],
): SearchScope {
  const { documentIds = [], units = [], role } = filters;
  return {
    visibility,
    ...(documentIds.length > 0 ? { documentIds } : {}),
    ...(units.length > 0 ? { units: [...new Set(units.flatMap(unitNames))] } : {}),
    ...(role ? { role } : {}),
  };
}

/**
 * The scope within some documents; none of them means no further limit. The one place where documents are narrowed: what
 * a question names can never reach beyond the caller's own choice. The result may hold no document at all.
 */
export function narrowScope(scope: SearchScope, documentIds: readonly string[]): SearchScope {
  if (documentIds.length === 0) return scope;
  const chosen = scope.documentIds;
  return { ...scope, documentIds: chosen ? documentIds.filter((id) => chosen.includes(id)) : documentIds };
}

/** Whether a record may be used: for records that were fetched by id or by document, without a search. */
export function isInScope(clause: ClauseRecord, scope: SearchScope): boolean {
  const { documentIds, units, role } = scope;
  if (!isVisible(scope.visibility, clause.documentId)) return false;
  if (documentIds && !documentIds.includes(clause.documentId)) return false;
  if (!units && !role) return true;
  return clause.units.some((unit) => isUnitInScope(unit, scope));
}

/** Whether a unit of a clause is one that the filters let through: 「role: lead」 gives leading units alone. */
export function isUnitInScope(unit: Pick<UnitAssignment, 'name' | 'role'>, scope: SearchScope): boolean {
  const { units, role } = scope;
  return (!units || units.includes(unit.name)) && (!role || unit.role === role);
}
