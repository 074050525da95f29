import { isCollectiveInDuty } from './kind-of-body.ts';
import type { UnitPhrase } from './unit-phrase.ts';

/**
 * The same phrase where the text hands nothing over and only tells: 「由区公安分局负责核定」 in an answer to a question or in a letter is a
 * duty, 「由旗民政局牵头」 an assignment anywhere.
 */
export function asTold(phrase: UnitPhrase): UnitPhrase {
  const isTold =
    phrase.form === 'running' &&
    phrase.basis === 'assignment' &&
    phrase.units.every(({ role }) => role === 'responsible');
  if (!isTold) return phrase;
  const units = phrase.units.map((unit) => ({ ...unit, collective: isCollectiveInDuty(unit.name) }));
  return { ...phrase, units, basis: 'duty' };
}
