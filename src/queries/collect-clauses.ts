import type { ClauseRecord } from '../domain/clause.ts';
import { countWork, restFromWork } from '../turns/work-budget.ts';
import { sectionKeyOf } from './list-rows.ts';
import { createClauseMatcher, type MatchedClause } from './match-clause.ts';
import type { QuerySource } from './query-source.ts';
import type { AskedBody, ResolvedSide } from './resolve-side.ts';

/** What an earlier step leaves the next one to look at. */
export type Within =
  | { readonly kind: 'clauses'; readonly clauses: readonly ClauseRecord[] }
  /** Whole documents, or whole sections of them. */
  | {
      readonly kind: 'documents';
      readonly documentIds: ReadonlySet<string>;
      readonly sections: ReadonlySet<string> | null;
    }
  /** Clauses that print one of the names. */
  | { readonly kind: 'bodies'; readonly names: ReadonlySet<string> };

const CLAUSES_AT_ONCE = 500;

/** Every visible clause that fulfils the side, in printed order: documents as ingested, clauses as they stand in them. */
export async function collectClauses(
  side: ResolvedSide,
  within: Within | null,
  source: QuerySource,
): Promise<MatchedClause[]> {
  const documents = side.documents.filter(
    ({ documentId }) => within?.kind !== 'documents' || within.documentIds.has(documentId),
  );
  const place = new Map(documents.map((document, at) => [document.documentId, { document, at }]));
  const match = createClauseMatcher(side, within?.kind === 'bodies' ? within.names : null);
  const sections = within?.kind === 'documents' ? within.sections : null;
  const matches: MatchedClause[] = [];
  const assigned = new Map<string, number>();
  for await (const clauses of readCandidates(side, within, [...place.keys()], source))
    for (const clause of clauses) {
      if (isAssigned(clause)) assigned.set(clause.documentId, (assigned.get(clause.documentId) ?? 0) + 1);
      if (sections && !sections.has(sectionKeyOf(clause))) continue;
      const document = place.get(clause.documentId)?.document;
      const matched = document && match(clause, document);
      if (matched) matches.push(matched);
    }
  const at = ({ clause }: MatchedClause) => place.get(clause.documentId)!.at;
  const tasks =
    side.where.tasks && namesNeeded(side, within) === null ? printedTasks(matches, assigned) : matches;
  return tasks.sort((a, b) => at(a) - at(b) || a.clause.order - b.clause.order);
}

/** Documents that assign so many tasks print them as such. */
const LEAST_ASSIGNED = 3;

/** Without clauses that only state somebody's duty, in documents that assign their tasks to units: 督查室 that looks after a table of tasks has none in it. */
function printedTasks(
  matches: readonly MatchedClause[],
  assigned: ReadonlyMap<string, number>,
): MatchedClause[] {
  return matches.filter(
    ({ clause }) => isAssigned(clause) || (assigned.get(clause.documentId) ?? 0) < LEAST_ASSIGNED,
  );
}

function isAssigned({ units }: ClauseRecord): boolean {
  return units.some(({ basis }) => basis === 'assignment');
}

/** Clauses among which all that fulfil the side are: by the unit index where a unit must be named, else whole documents. */
async function* readCandidates(
  side: ResolvedSide,
  within: Within | null,
  documentIds: readonly string[],
  { snapshot, visibility }: QuerySource,
): AsyncGenerator<readonly ClauseRecord[]> {
  if (within?.kind === 'clauses') {
    yield within.clauses;
    return;
  }
  const names = namesNeeded(side, within);
  if (names === null) {
    let unrested = 0;
    for (const documentId of documentIds) {
      const [clauses = []] = await snapshot.clauses.getDocumentClauses([documentId], visibility);
      yield clauses;
      unrested += clauses.length;
      if (unrested < CLAUSES_AT_ONCE) continue;
      unrested = 0;
      await restFromWork();
    }
    return;
  }
  const postings = (await snapshot.units.getPostings([...names], { visibility, documentIds })).flat();
  countWork(postings.length);
  const ids = [...new Set(postings.map(({ clauseId }) => clauseId))];
  for (let start = 0; start < ids.length; start += CLAUSES_AT_ONCE) {
    const clauses = await snapshot.clauses.getClauses(ids.slice(start, start + CLAUSES_AT_ONCE), visibility);
    yield clauses.filter((clause) => clause !== undefined);
    await restFromWork();
  }
}

/** Names of which every fulfilling clause prints at least one; null where it need not name a unit. */
function namesNeeded({ bodies }: ResolvedSide, within: Within | null): ReadonlySet<string> | null {
  if (within?.kind === 'bodies') return within.names;
  const [first] = bodies.all;
  if (first) return namesOf([first]);
  const either = bodies.any.length > 0 ? bodies.any : bodies.only;
  return either.length > 0 ? namesOf(either) : null;
}

function namesOf(bodies: readonly AskedBody[]): ReadonlySet<string> {
  return new Set(bodies.flatMap((body) => [...body.names, ...body.bySuccession, ...body.collectives]));
}
