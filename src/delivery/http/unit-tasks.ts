import type { NamedMatch, UnitLookup } from '../../app-context.ts';
import type { IndexSnapshot } from '../../clause-index/ports/index-snapshot.ts';
import type { UnitPosting } from '../../clause-index/ports/unit-index.ts';
import type { ClauseSummary } from '../../domain/answer.ts';
import type { ClauseRecord, Deadline } from '../../domain/clause.ts';
import { UNIT_ROLES, type UnitRole } from '../../domain/responsible-unit.ts';
import type { SearchScope } from '../../domain/search-scope.ts';
import { listKnownUnits, matchUnit } from './known-units.ts';
import { summarizeClause } from './views/clause-views.ts';

/** One clause that names the unit. */
export interface UnitTask {
  readonly clauseId: string;
  /** Clauses under one printed tail share it. */
  readonly taskId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  readonly title: string;
  /** Of the unit asked for; where it has several in one clause, the first of lead, supporting, responsible. */
  readonly role: UnitRole;
  readonly deadline: Deadline | null;
  readonly units: readonly {
    readonly name: string;
    readonly role: UnitRole;
    readonly collective: boolean;
    readonly openEnded: boolean;
  }[];
}

export interface UnitTasks {
  readonly unit: string;
  /** The printed names that were followed. */
  readonly names: readonly string[];
  /** One line for every followed name that is another one over time. */
  readonly explanations: readonly string[];
  /** Names of bodies that took over or gave up a part: offered, not followed. */
  readonly related: readonly { readonly name: string; readonly explanation: string | null }[];
  /** Distinct printed tasks: five paragraphs under one tail count once. */
  readonly total: number;
  readonly tasks: readonly UnitTask[];
  /** Clauses that reach the unit only through a collective such as 各区人民政府. */
  readonly viaCollective: readonly ClauseSummary[];
}

/** The printed names that a unit is found under: through the directory, bodies that share only a part left out. */
export function followedNames(matches: readonly NamedMatch[]): NamedMatch[] {
  return matches.filter((match) => match.relation !== 'part-succession');
}

/** Every clause that names the unit, in document order, complete. Null where no visible clause reaches it. */
export async function collectUnitTasks(
  snapshot: IndexSnapshot,
  units: UnitLookup,
  request: { readonly unit: string; readonly scope: SearchScope },
): Promise<UnitTasks | null> {
  const { unit, scope } = request;
  const known = await listKnownUnits(snapshot, units, scope.visibility);
  const matches = matchUnit(units, unit, known);
  const followed = followedNames(matches);
  const names = followed.map((match) => match.name);
  const collectives = known.units
    .filter((entry) => entry.collective && !names.includes(entry.name))
    .map((entry) => entry.name)
    .filter((collective) => [unit, ...names].some((name) => units.collectiveReaches(collective, name)));
  if (names.length === 0 && collectives.length === 0) return null;

  const direct = groupByClause(await postingsOf(followed, snapshot, scope), scope.role);
  const indirect = groupByClause(await snapshot.units.getPostings(collectives, scope), scope.role);
  const documents = new Map(
    (await snapshot.clauses.listDocuments(scope.visibility)).map((entry) => [entry.documentId, entry]),
  );
  const documentOrder = [...documents.keys()];
  const load = async (ids: readonly string[]) =>
    (await snapshot.clauses.getClauses(ids, scope.visibility))
      .filter((clause) => clause !== undefined)
      .sort(byDocumentOrder(documentOrder));

  const own = await load([...direct.keys()]);
  const reached = await load([...indirect.keys()].filter((clauseId) => !direct.has(clauseId)));
  return {
    unit,
    names,
    explanations: followed.flatMap((match) => match.explanation ?? []),
    related: matches
      .filter((match) => match.relation === 'part-succession')
      .map(({ name, explanation }) => ({ name, explanation })),
    total: new Set(own.map((clause) => clause.taskId)).size,
    tasks: own.map((clause) => ({
      clauseId: clause.clauseId,
      taskId: clause.taskId,
      documentId: clause.documentId,
      documentTitle: documents.get(clause.documentId)?.title ?? clause.documentId,
      path: clause.path,
      title: clause.title,
      role: direct.get(clause.clauseId)!,
      deadline: clause.deadline,
      units: clause.units.map(({ name, role, collective, openEnded }) => ({
        name,
        role,
        collective,
        openEnded,
      })),
    })),
    viaCollective: reached.map((clause) => summarizeClause(clause, documents.get(clause.documentId))),
  };
}

/** A name over time is followed in those documents that do not print the body by the name itself. */
async function postingsOf(
  followed: readonly NamedMatch[],
  snapshot: IndexSnapshot,
  scope: SearchScope,
): Promise<UnitPosting[][]> {
  const lists = await snapshot.units.getPostings(
    followed.map((match) => match.name),
    scope,
  );
  const isSuccession = (index: number) => followed[index]?.relation === 'succession';
  const settled = new Set(
    lists.flatMap((list, index) => (isSuccession(index) ? [] : list.map((posting) => posting.documentId))),
  );
  return lists.map((list, index) =>
    isSuccession(index) ? list.filter((posting) => !settled.has(posting.documentId)) : list,
  );
}

/** The role of each clause: one of the postings', in the order of UNIT_ROLES. */
function groupByClause(lists: readonly UnitPosting[][], role: UnitRole | undefined): Map<string, UnitRole> {
  const roles = new Map<string, UnitRole>();
  for (const posting of lists.flat()) {
    if (role !== undefined && posting.role !== role) continue;
    const before = roles.get(posting.clauseId);
    if (before === undefined || UNIT_ROLES.indexOf(posting.role) < UNIT_ROLES.indexOf(before)) {
      roles.set(posting.clauseId, posting.role);
    }
  }
  return roles;
}

function byDocumentOrder(documentIds: readonly string[]) {
  const place = new Map(documentIds.map((documentId, index) => [documentId, index]));
  return (a: ClauseRecord, b: ClauseRecord) =>
    (place.get(a.documentId) ?? 0) - (place.get(b.documentId) ?? 0) || a.order - b.order;
}
