import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { ClauseId, ClauseRecord } from '../domain/clause.ts';
import type { FormerClause } from '../domain/former-clause.ts';
import type { Visibility } from '../domain/search-scope.ts';

export interface FoundClause {
  readonly clause: ClauseRecord;
  /** Where it was found under the id of an earlier version of the index. */
  readonly movedFrom: Omit<FormerClause, 'now'> | null;
}

/**
 * The clause with an id, or the one that holds now what the id named in an earlier version. With `textHash` (of words that were cited) the
 * clause that holds these words, even where the id names another by now. Null where there is none that is visible.
 */
export async function findClause(
  snapshot: IndexSnapshot,
  { clauseId, textHash }: { readonly clauseId: ClauseId; readonly textHash?: string | undefined },
  visibility: Visibility,
): Promise<FoundClause | null> {
  const [clause] = await snapshot.clauses.getClauses([clauseId], visibility);
  if (clause && (textHash === undefined || textHash === clause.textHash)) return { clause, movedFrom: null };
  const former = await findFormer(snapshot, clauseId, visibility);
  const same = former.find((known) => known.textHash === textHash) ?? (clause ? undefined : former[0]);
  const [next] = same ? await snapshot.clauses.getClauses([same.now], visibility) : [];
  if (same && next) {
    const { now: _, ...movedFrom } = same;
    return { clause: next, movedFrom };
  }
  return clause ? { clause, movedFrom: null } : null;
}

/** What the id named in earlier versions, the latest first. */
async function findFormer(
  snapshot: IndexSnapshot,
  clauseId: ClauseId,
  visibility: Visibility,
): Promise<readonly FormerClause[]> {
  const documentId = clauseId.slice(0, clauseId.lastIndexOf(':'));
  const documents = await snapshot.clauses.listDocuments(visibility);
  const document = documents.find((candidate) => candidate.documentId === documentId);
  return (document?.formerClauses ?? []).filter((former) => former.clauseId === clauseId);
}
