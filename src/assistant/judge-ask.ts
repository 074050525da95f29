import { JUDGE, judgeClauses } from '../judging/judge-clauses.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import { type Draft, refuse } from './draft.ts';
import { findCandidates, proposedClauses } from './find-candidates.ts';
import { sayClauses } from './say-clauses.ts';

/**
 * Decides an ask: of all clauses that may answer, the best supported one, or a refusal with the nearest. What the form
 * proposes from that clause is said as it was composed; else the clause speaks for itself.
 */
export async function judgeAsk(ask: Ask, proposal: Draft, context: AnswerContext): Promise<Draft> {
  const candidates = await findCandidates(ask, proposal, context);
  const { each, best, support } = judgeClauses(candidates.features);
  const confidence = support;
  const byChance = candidates.clauses
    .map((clause, i) => ({ clause, chance: each[i]! }))
    .sort((a, b) => b.chance - a.chance);
  const nearest = byChance.slice(0, 3).map(({ clause }) => clause);
  if (best < 0 || support < JUDGE.answerFrom) {
    const told = proposal.kind === 'refusal' ? proposal : refuse('no-evidence', NOT_STATED);
    return { ...told, nearest: nearest.length > 0 ? nearest : told.nearest, confidence };
  }
  const chosen = candidates.clauses[best]!;
  const proposed = proposedClauses(proposal);
  if (proposed[0] === chosen.clauseId || (proposed.length <= FEW && proposed.includes(chosen.clauseId)))
    return { ...proposal, confidence };
  const draft = await sayClauses([chosen], {
    ask,
    text: candidates.text,
    isSure: support >= JUDGE.sureFrom,
    context,
  });
  return { ...draft, confidence };
}

/** Up to so many clauses a proposal is one answer; more are a list, of which the clause meant is said alone. */
const FEW = 4;

const NOT_STATED = '已收录的文件条款没有写明这一内容。';
