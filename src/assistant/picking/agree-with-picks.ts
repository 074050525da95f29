import type { ClauseRecord } from '../../domain/clause.ts';
import type { Judgement } from '../../judging/judge-clauses.ts';
import type { Picks } from './pick-evidence.ts';

/**
 * What a model's pick adds to the log odds of a clause against none, and what its silence takes from all. Set by hand, as no replies are recorded to fit
 * them on: a pick carries a clause over the cut that the judge holds possible (from about .1 on), not one that it holds to be about something else.
 */
const PICKED = 3.2;
const PASSED_OVER = -1;
/** Probability from which on the judge holds a clause possible. */
const LEAST_POSSIBLE = 0.08;
const NONE_PICKED = -1.5;

/** The judgement of the same clauses with the picks as one more thing known of each. */
export function agreeWithPicks(
  judgement: Judgement,
  clauses: readonly ClauseRecord[],
  picks: Picks,
): Judgement {
  if (judgement.best < 0) return judgement;
  const any = judgement.each.reduce((sum, value) => sum + value, 0);
  const powers = judgement.each.map((value, i) => {
    const added =
      picks.size === 0
        ? NONE_PICKED
        : picks.has(clauses[i]!.clauseId) && value >= LEAST_POSSIBLE
          ? PICKED
          : PASSED_OVER;
    return value * Math.exp(added);
  });
  const sum = powers.reduce((total, power) => total + power, Math.max(1e-9, 1 - any));
  const each = powers.map((power) => power / sum);
  const best = each.reduce((top, value, i) => (value > each[top]! ? i : top), 0);
  const all = each.reduce((total, value) => total + value, 0);
  return { each, best, support: (each[best]! + all) / 2 };
}
