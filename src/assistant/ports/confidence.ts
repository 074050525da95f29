/** Log odds from which on fewer than one in ten answers was wrong on questions left out of the fit of the decision. */
export const SURE_LOG_ODDS = -0.75;

/** An answer with less confidence is worth a look by a person. */
export const SURE_CONFIDENCE = toConfidence(SURE_LOG_ODDS);

/**
 * Log odds of the fitted decision as a number 0 … 1. It orders answers; it is no share of right ones, for the wrong clauses of the fit
 * were made by taking right ones away.
 */
export function toConfidence(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
