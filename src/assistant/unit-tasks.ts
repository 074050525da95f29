import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { UnitPosting } from '../clause-index/ports/unit-index.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { AskedUnit } from '../questions/question-reading.ts';
import { collectivesReaching } from '../units/directory/collectives.ts';

/** Whose tasks are wanted. */
export interface UnitTasksRequest {
  /** The words for the body, its printed names, and printed names that only a succession of bodies leads to. */
  readonly unit: AskedUnit;
  /** Roles wanted; empty means all. */
  readonly roles: readonly UnitRole[];
  readonly scope: SearchScope;
  /** All printed collectives that the caller may see. */
  readonly collectives: readonly string[];
}

/** One printed task of a unit: the clauses that share it and the roles it is named in. */
export interface UnitTask {
  readonly taskId: string;
  /** In document order; the first one stands for the task. */
  readonly clauses: readonly ClauseRecord[];
  readonly roles: readonly UnitRole[];
  /** The printed names that were found. */
  readonly names: readonly string[];
}

export interface UnitTasks {
  readonly tasks: readonly UnitTask[];
  /** Printed collectives that reach the unit. */
  readonly collectives: readonly string[];
  /** Clauses that reach the unit only through a collective, in document order. */
  readonly viaCollective: readonly ClauseRecord[];
  /** Names found only through a succession of bodies were used. */
  readonly bySuccession: boolean;
}

interface NamedPosting {
  readonly posting: UnitPosting;
  readonly name: string;
}

/**
 * All tasks of a unit, computed from the unit index: complete, in document order, counted by printed task. Names by
 * succession are used for those documents where no direct name stands.
 */
export async function collectUnitTasks(
  snapshot: IndexSnapshot,
  { unit, roles, scope, collectives }: UnitTasksRequest,
): Promise<UnitTasks> {
  const fits = ({ posting }: { readonly posting: UnitPosting }) =>
    roles.length === 0 || roles.includes(posting.role);
  const lists = await snapshot.units.getPostings([...unit.names, ...unit.bySuccession], scope);
  const direct = withNames(unit.names, lists);
  const documentsWithDirect = new Set(direct.map(({ posting }) => posting.documentId));
  const succeeded = withNames(unit.bySuccession, lists.slice(unit.names.length)).filter(
    ({ posting }) => !documentsWithDirect.has(posting.documentId),
  );
  const all = [...direct, ...succeeded];
  const order = (await snapshot.clauses.listDocuments(scope.visibility)).map(({ documentId }) => documentId);
  const reaching = collectivesReaching([unit.mention, ...unit.names, ...unit.bySuccession], collectives);
  const reached = withNames(reaching, await snapshot.units.getPostings(reaching, scope)).filter(fits);
  const named = new Set(all.map(({ posting }) => posting.clauseId));
  return {
    tasks: groupTasks(all.filter(fits), await loadClauses(all.filter(fits), snapshot, scope, order)),
    collectives: reaching,
    viaCollective: await loadClauses(
      reached.filter(({ posting }) => !named.has(posting.clauseId)),
      snapshot,
      scope,
      order,
    ),
    bySuccession: succeeded.length > 0,
  };
}

function withNames(names: readonly string[], lists: readonly (readonly UnitPosting[])[]): NamedPosting[] {
  return names.flatMap((name, i) => (lists[i] ?? []).map((posting) => ({ posting, name })));
}

async function loadClauses(
  entries: readonly NamedPosting[],
  snapshot: IndexSnapshot,
  scope: SearchScope,
  documentOrder: readonly string[],
): Promise<ClauseRecord[]> {
  const ids = [...new Set(entries.map(({ posting }) => posting.clauseId))];
  const clauses = await snapshot.clauses.getClauses(ids, scope.visibility);
  const place = new Map(documentOrder.map((documentId, i) => [documentId, i]));
  return clauses
    .filter((clause): clause is ClauseRecord => clause !== undefined)
    .sort((a, b) => (place.get(a.documentId) ?? 0) - (place.get(b.documentId) ?? 0) || a.order - b.order);
}

function groupTasks(entries: readonly NamedPosting[], clauses: readonly ClauseRecord[]): UnitTask[] {
  const groups = new Map<string, ClauseRecord[]>();
  for (const clause of clauses) groups.set(clause.taskId, [...(groups.get(clause.taskId) ?? []), clause]);
  const byClause = new Map<string, NamedPosting[]>();
  for (const entry of entries) {
    const { clauseId } = entry.posting;
    byClause.set(clauseId, [...(byClause.get(clauseId) ?? []), entry]);
  }
  return [...groups].map(([taskId, members]) => {
    const own = members.flatMap((clause) => byClause.get(clause.clauseId) ?? []);
    return {
      taskId,
      clauses: members,
      roles: [...new Set(own.map(({ posting }) => posting.role))],
      names: [...new Set(own.map(({ name }) => name))],
    };
  });
}
