import type { ClauseRecord } from '../domain/clause.ts';
import { JUDGE, type Judgement, judgeClauses, type ProposalGroup } from '../judging/judge-clauses.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import { type Draft, type DraftAnswer, refuse } from './draft.ts';
import { type Candidates, findCandidates, proposedClauses } from './find-candidates.ts';
import { sayClauses } from './say-clauses.ts';

/**
 * Decides an ask: of all clauses that may answer, the best supported one, or a refusal with the nearest. What the form
 * proposes from that clause is said as it was composed; else the clause speaks for itself.
 */
export async function judgeAsk(ask: Ask, proposal: Draft, context: AnswerContext): Promise<Draft> {
  const candidates = await findCandidates(ask, proposal, context);
  const judgement = judgeClauses(candidates.features);
  const { best, support } = judgement;
  const confidence = support;
  if (best < 0 || support < JUDGE.answerFrom[groupOf(proposal)]) {
    const told = proposal.kind === 'refusal' ? proposal : refuse('no-evidence', NOT_STATED);
    return { ...told, nearest: nearestOf(candidates, judgement, told.nearest), confidence };
  }
  if (proposal.kind === 'answer' && !isOutdone(proposal, candidates, judgement))
    return { ...proposal, confidence };
  const draft = await sayClauses([candidates.clauses[best]!], {
    ask,
    text: candidates.text,
    isSure: support >= JUDGE.sureFrom,
    context,
  });
  return { ...draft, confidence };
}

const NOT_STATED = '已收录的文件条款没有写明这一内容。';

function groupOf(proposal: Draft): ProposalGroup {
  if (proposal.kind === 'answer') return 'answer';
  return proposal.lacks === undefined || proposal.lacks === 'topic' ? 'topic' : 'fact';
}

/** Whether a clause that the form did not propose is far more probable than those that it did. */
function isOutdone(proposal: DraftAnswer, { clauses }: Candidates, { each, best }: Judgement): boolean {
  const proposed = proposedClauses(proposal);
  const chances = clauses.map(({ clauseId }, i) => (proposed.includes(clauseId) ? each[i]! : 0));
  return (
    !proposed.includes(clauses[best]!.clauseId) &&
    each[best]! >= JUDGE.insteadFrom.other &&
    Math.max(0, ...chances) <= JUDGE.insteadFrom.proposed
  );
}

/** The three most probable clauses; those that the form found where the search found none. */
function nearestOf(
  { clauses }: Candidates,
  { each }: Judgement,
  otherwise: readonly ClauseRecord[],
): readonly ClauseRecord[] {
  const byChance = clauses
    .map((clause, i) => ({ clause, chance: each[i]! }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, 3)
    .map(({ clause }) => clause);
  return byChance.length > 0 ? byChance : otherwise;
}
