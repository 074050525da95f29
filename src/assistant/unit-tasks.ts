import type { UnitPosting } from '../clause-index/ports/unit-index.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { AskedUnit } from '../questions/question-reading.ts';
import { collectiveReach } from '../units/directory/collectives.ts';
import type { AnswerContext } from './answer-context.ts';

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
  /** Clauses that reach the unit only through a collective. */
  readonly viaCollective: readonly ClauseRecord[];
  /** Names found only through a succession of bodies were used. */
  readonly bySuccession: boolean;
}

/**
 * All tasks of a unit, computed from the unit index: complete, in document order, counted by printed task. Names by
 * succession are used for those documents where no direct name stands.
 */
export async function collectUnitTasks(
  unit: AskedUnit,
  roles: readonly UnitRole[],
  context: AnswerContext,
  scope: SearchScope,
): Promise<UnitTasks> {
  const { snapshot, corpus } = context;
  const names = [...unit.names, ...unit.bySuccession];
  const lists = await snapshot.units.getPostings(names, scope);
  const direct = unit.names.flatMap((name, i) => (lists[i] ?? []).map((posting) => ({ posting, name })));
  const documentsWithDirect = new Set(direct.map(({ posting }) => posting.documentId));
  const succeeded = unit.bySuccession
    .flatMap((name, i) => (lists[unit.names.length + i] ?? []).map((posting) => ({ posting, name })))
    .filter(({ posting }) => !documentsWithDirect.has(posting.documentId));
  const all = [...direct, ...succeeded];
  const fitting = roles.length === 0 ? all : all.filter(({ posting }) => roles.includes(posting.role));
  const tasks = await groupTasks(fitting, context);
  const viaCollective = await collectivesOf(
    unit,
    new Set(all.map(({ posting }) => posting.clauseId)),
    context,
    scope,
    corpus.collectives,
  );
  return { tasks, viaCollective, bySuccession: succeeded.length > 0 };
}

async function groupTasks(
  entries: readonly { readonly posting: UnitPosting; readonly name: string }[],
  context: AnswerContext,
): Promise<UnitTask[]> {
  const ids = [...new Set(entries.map(({ posting }) => posting.clauseId))];
  const clauses = await context.snapshot.clauses.getClauses(ids, context.scope.visibility);
  const byId = new Map(clauses.flatMap((clause) => (clause ? [[clause.clauseId, clause] as const] : [])));
  const place = new Map(context.corpus.documents.map((document, i) => [document.documentId, i]));
  const sorted = [...byId.values()].sort(
    (a, b) => (place.get(a.documentId) ?? 0) - (place.get(b.documentId) ?? 0) || a.order - b.order,
  );
  const groups = new Map<string, ClauseRecord[]>();
  for (const clause of sorted) groups.set(clause.taskId, [...(groups.get(clause.taskId) ?? []), clause]);
  return [...groups].map(([taskId, members]) => {
    const own = entries.filter(({ posting }) =>
      members.some((clause) => clause.clauseId === posting.clauseId),
    );
    return {
      taskId,
      clauses: members,
      roles: [...new Set(own.map(({ posting }) => posting.role))],
      names: [...new Set(own.map(({ name }) => name))],
    };
  });
}

async function collectivesOf(
  unit: AskedUnit,
  named: ReadonlySet<string>,
  context: AnswerContext,
  scope: SearchScope,
  collectives: readonly string[],
): Promise<ClauseRecord[]> {
  const body = unit.names[0] ?? unit.bySuccession[0] ?? unit.mention;
  const reaching = collectives.filter(
    (collective) => collectiveReach(collective, body) !== null && /人民政府|政府|各区|区县/.test(collective),
  );
  if (reaching.length === 0) return [];
  const postings = (await context.snapshot.units.getPostings(reaching, scope)).flat();
  const ids = [...new Set(postings.map((posting) => posting.clauseId))].filter((id) => !named.has(id));
  const clauses = await context.snapshot.clauses.getClauses(ids, context.scope.visibility);
  return clauses.filter((clause): clause is ClauseRecord => clause !== undefined);
}
