import type { ClauseRecord } from '../../src/domain/clause.ts';
import type { FormerClause } from '../../src/domain/former-clause.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import { createPlaceOfWords } from './place-of-words.ts';

/** What the replaced version of the index held of a document; no clauses where they could not be read. */
export interface EarlierReading {
  readonly document: Pick<PolicyDocument, 'formerClauses'>;
  readonly clauses: readonly ClauseRecord[];
}

/** For each clause of the new reading so many former ones are kept, the latest first. */
const MOST_PER_CLAUSE = 8;

/**
 * The clauses of earlier readings whose words stand under another id now, or are no longer what the id says. A clause that keeps id and words
 * needs no entry; one that keeps its id and has other words has none either, unless its old words stand elsewhere.
 */
export function findFormerClauses(
  earlier: EarlierReading | undefined,
  clauses: readonly ClauseRecord[],
): readonly FormerClause[] {
  if (!earlier) return [];
  const follow = createFollower(earlier.clauses, clauses);
  const before = new Set(earlier.clauses.map(({ clauseId }) => clauseId));
  const ids = new Map(clauses.map((clause) => [clause.clauseId, clause]));
  const found: FormerClause[] = [];
  for (const { clauseId, textHash } of earlier.clauses) {
    const next = follow.get(clauseId);
    if (next && next.clauseId !== clauseId)
      found.push({ clauseId, textHash, now: next.clauseId, isChanged: next.textHash !== textHash });
  }
  for (const { clauseId, textHash, now } of earlier.document.formerClauses ?? []) {
    const next = before.has(now) ? follow.get(now) : ids.get(now);
    if (next && (next.clauseId !== clauseId || next.textHash !== textHash))
      found.push({ clauseId, textHash, now: next.clauseId, isChanged: next.textHash !== textHash });
  }
  const latest = new Map<string, FormerClause>();
  for (const former of found) {
    const key = `${former.clauseId}\n${former.textHash}`;
    if (!latest.has(key)) latest.set(key, former);
  }
  return [...latest.values()].slice(0, MOST_PER_CLAUSE * clauses.length);
}

/** Each earlier clause with the one that holds its words now: the same words, of equal ones the same in order; else most of them. */
function createFollower(
  earlier: readonly ClauseRecord[],
  clauses: readonly ClauseRecord[],
): ReadonlyMap<string, ClauseRecord> {
  const equal = new Map<string, ClauseRecord[]>();
  for (const clause of clauses) {
    const same = equal.get(clause.textHash);
    if (same) same.push(clause);
    else equal.set(clause.textHash, [clause]);
  }
  const ids = new Map(clauses.map((clause) => [clause.clauseId, clause]));
  const known = new Set(earlier.map(({ textHash }) => textHash));
  const others = clauses.filter(({ textHash }) => !known.has(textHash));
  const placeOf = others.length === 0 ? () => null : createPlaceOfWords(others);
  const places = new Map(others.map((clause, place) => [clause.clauseId, place]));
  const counts = new Map<string, number>();
  const followers = new Map<string, ClauseRecord>();
  for (const { clauseId, textHash, text } of earlier) {
    const same = equal.get(textHash);
    const count = counts.get(textHash) ?? 0;
    counts.set(textHash, count + 1);
    const kept = ids.get(clauseId);
    const next =
      kept?.textHash === textHash
        ? kept
        : same
          ? same[Math.min(count, same.length - 1)]
          : others[placeOf(text, places.get(clauseId) ?? null) ?? others.length];
    if (next) followers.set(clauseId, next);
  }
  return followers;
}
