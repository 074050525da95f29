import type { AppContext, NamedMatch } from '../app-context.ts';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { ClauseSummary } from '../domain/answer.ts';
import { summarizeClause } from '../domain/clause-summary.ts';
import { UNIT_ROLES, type UnitRole } from '../domain/responsible-unit.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import { type TaskRow, taskRow } from '../domain/task-row.ts';
import { listKnownUnits, matchUnit } from './known-units.ts';

/** One clause that names the unit. */
export interface UnitTask extends TaskRow {
  /** Of the unit asked for; where it has several in one clause, the first of lead, supporting, responsible. */
  readonly role: UnitRole;
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

/** Every clause that names the unit, as the assistant lists them. Null where no visible clause reaches it. */
export async function showUnitTasks(
  { units, collectUnitTasks }: Pick<AppContext, 'units' | 'collectUnitTasks'>,
  snapshot: IndexSnapshot,
  request: { readonly unit: string; readonly scope: SearchScope },
): Promise<UnitTasks | null> {
  const { unit, scope } = request;
  const known = await listKnownUnits(snapshot, units, scope.visibility);
  const matches = matchUnit(units, unit, known);
  const followed = followedNames(matches);
  const names = followed.map((match) => match.name);
  const isSuccession = (match: NamedMatch) => match.relation === 'succession';
  const found = await collectUnitTasks(snapshot, {
    unit: {
      mention: unit,
      names: followed.filter((match) => !isSuccession(match)).map((match) => match.name),
      bySuccession: followed.filter(isSuccession).map((match) => match.name),
    },
    roles: scope.role ? [scope.role] : [],
    scope,
    collectives: known.units.filter((entry) => entry.collective).map((entry) => entry.name),
  });
  if (names.length === 0 && found.collectives.length === 0) return null;

  const documents = new Map(
    (await snapshot.clauses.listDocuments(scope.visibility)).map((entry) => [entry.documentId, entry]),
  );
  return {
    unit,
    names,
    explanations: followed.flatMap((match) => match.explanation ?? []),
    related: matches
      .filter((match) => match.relation === 'part-succession')
      .map(({ name, explanation }) => ({ name, explanation })),
    total: found.tasks.length,
    tasks: found.tasks.flatMap((task) =>
      task.clauses.map((clause) => ({
        ...taskRow(clause, documents.get(clause.documentId)?.title ?? clause.documentId),
        role: UNIT_ROLES.find((role) =>
          clause.units.some(
            (own) => own.role === role && task.roles.includes(role) && task.names.includes(own.name),
          ),
        )!,
      })),
    ),
    viaCollective: found.viaCollective.map((clause) =>
      summarizeClause(clause, documents.get(clause.documentId)),
    ),
  };
}
