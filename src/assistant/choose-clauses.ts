import type { PolicyDocument } from '../domain/policy-document.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import type { AnswerContext } from './answer-context.ts';

/**
 * The clauses that one ask is answered from: the best one; where no document was named and the topic stands as well in
 * others, the best one of each, newest first.
 */
export function chooseClauses(ranked: readonly Evidence[], context: AnswerContext): Evidence[] {
  const best = ranked[0];
  if (!best) return [];
  const { reading } = context;
  if (reading.documents.named.length === 1 || reading.isBoundToFocus) return [best];
  const perDocument = new Map<string, Evidence>();
  for (const evidence of ranked) {
    if (!perDocument.has(evidence.clause.documentId)) perDocument.set(evidence.clause.documentId, evidence);
  }
  const prefers = new Set(reading.documents.likely);
  // 「那强化人才呢」 after a question on one document is asked of that document, where it says as much on it.
  const talkedAbout = [...perDocument.values()].find(
    (evidence) => prefers.has(evidence.clause.documentId) && standsAsWell(evidence, best),
  );
  if (reading.isFollowUp && talkedAbout && !prefers.has(best.clause.documentId)) return [talkedAbout];
  const chosen = [...perDocument.values()].filter((evidence) => {
    if (evidence === best) return true;
    if (prefers.has(best.clause.documentId) && !prefers.has(evidence.clause.documentId)) return false;
    if (reading.isFollowUp && reading.focusClauseIds.length > 0 && prefers.has(best.clause.documentId))
      return false;
    return standsAsWell(evidence, best);
  });
  return chosen.sort((a, b) => newestFirst(a, b, context));
}

/** The same topic in another document: it is a heading there too, and as much of the question is found. */
function standsAsWell(other: Evidence, best: Evidence): boolean {
  const bothTitled = best.titleFit >= 0.6 && other.titleFit >= 0.8 * best.titleFit;
  return bothTitled && other.coverage >= 0.9 * best.coverage && other.score >= 0.8 * best.score;
}

function newestFirst(a: Evidence, b: Evidence, context: AnswerContext): number {
  const year = (evidence: Evidence) =>
    documentYear(context.corpus.documentById.get(evidence.clause.documentId));
  return year(b) - year(a) || a.clause.order - b.clause.order;
}

/** Year of issue, else first year of the period; 0 where neither is known. */
export function documentYear(document: PolicyDocument | undefined): number {
  if (!document) return 0;
  if (document.issuedOn !== null) return Number(document.issuedOn.slice(0, 4));
  return document.period?.from ?? Number(/(?:19|20)\d{2}/.exec(document.title)?.[0] ?? 0);
}
