import type { NamedUnit, UnitAssignment } from '../../src/domain/responsible-unit.ts';
import { ASSIGNMENT_COST, type RecordBudget } from './record-budget.ts';

/** All units of a phrase together repeat no more of it than this; ordinary phrases stay far below. */
const MOST_PRINTED = 32_000;
/** So much of a phrase is always shown. */
const LEAST_PRINTED = 40;

/** The units of one phrase with the phrase; of a list without end only its beginning is repeated beside each name. */
export function assignUnits(
  units: readonly NamedUnit[],
  phrase: Omit<UnitAssignment, keyof NamedUnit>,
  budget: RecordBudget,
): UnitAssignment[] {
  const longest = Math.max(LEAST_PRINTED, Math.floor(MOST_PRINTED / Math.max(units.length, 1)));
  const raw = phrase.raw.length > longest ? `${phrase.raw.slice(0, longest)}…` : phrase.raw;
  return units.map((unit) => {
    budget.spend(ASSIGNMENT_COST + unit.name.length + raw.length);
    return { ...unit, ...phrase, raw };
  });
}
