import type { AppContext } from '../app-context.ts';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { AskFilters } from '../domain/answer.ts';
import type { SearchScope, Visibility } from '../domain/search-scope.ts';
import { listKnownUnits, matchUnit } from './known-units.ts';
import { followedNames } from './show-unit-tasks.ts';
import { withSnapshot } from './with-snapshot.ts';

export interface ClauseSearch {
  readonly query: string;
  /** Hits at most. */
  readonly limit: number;
  /** `asOf` changes nothing. */
  readonly filters?: AskFilters | undefined;
}

/** Visible clauses for a query, best first, each with its text. */
export async function searchClauses(ctx: AppContext, search: ClauseSearch, visibility: Visibility) {
  return await withSnapshot(ctx.index, async (snapshot) => {
    const scope = await scopeOf(ctx, snapshot, search.filters, visibility);
    const scored = await ctx.searchClauses(snapshot, { query: search.query, limit: search.limit, scope });
    const [clauses, documents] = await Promise.all([
      snapshot.clauses.getClauses(
        scored.map((hit) => hit.clauseId),
        visibility,
      ),
      snapshot.clauses.listDocuments(visibility),
    ]);
    const hits = scored.flatMap(({ clauseId, score }, index) => {
      const clause = clauses[index];
      const document = documents.find((candidate) => candidate.documentId === clause?.documentId);
      if (!clause || !document) return [];
      return [
        {
          clauseId,
          documentId: clause.documentId,
          documentTitle: document.title,
          sourceFile: document.sourceFile,
          path: clause.path,
          text: clause.text,
          span: clause.span,
          score,
        },
      ];
    });
    return { indexVersion: snapshot.version, hits };
  });
}

async function scopeOf(
  ctx: AppContext,
  snapshot: IndexSnapshot,
  filters: AskFilters | undefined,
  visibility: Visibility,
): Promise<SearchScope> {
  const { documentIds, units, role } = filters ?? {};
  const known = units && (await listKnownUnits(snapshot, ctx.units, visibility));
  return {
    visibility,
    ...(documentIds && { documentIds }),
    ...(units &&
      known && {
        units: units.flatMap((unit) =>
          followedNames(matchUnit(ctx.units, unit, known)).map((match) => match.name),
        ),
      }),
    ...(role && { role }),
  };
}
