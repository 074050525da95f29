import type { AnswerUnit } from '../../../domain/answer.ts';
import { describeUnits } from '../../../domain/describe-units.ts';
import { escapeMarkdown } from '../../../domain/escape-markdown.ts';

/** A line for each role, markdown-safe. */
export function nameUnits(units: readonly Omit<AnswerUnit, 'clauseId'>[]): string[] {
  return describeUnits(units.map((unit) => ({ ...unit, clauseId: '' }))).map(escapeMarkdown);
}
