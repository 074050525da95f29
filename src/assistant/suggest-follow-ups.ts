import type { AnswerUnit, Citation } from '../domain/answer.ts';
import { stripNumber } from '../domain/heading-number.ts';
import { findQuantities } from '../language/quantities/index.ts';
import type { QuestionReading } from '../questions/question-reading.ts';
import { statesTarget } from './figures/score-figure.ts';

/** Two or three questions that the cited clauses can answer. */
export function suggestFollowUps(
  reading: QuestionReading,
  citations: readonly Citation[],
  units: readonly AnswerUnit[],
): string[] {
  const first = citations[0];
  if (!first) return [];
  const form = reading.asks[0]?.form;
  const heading = first.path.at(-1);
  // Quoted again, quotation marks within would end the quotation.
  const topic = heading === undefined ? '' : stripNumber(heading).replace(/[“”]/gu, '');
  const questions: string[] = [];
  if (topic !== '' && topic.length <= 30) {
    if (form === 'who' || form === 'yes-no')
      questions.push(`《${first.documentTitle}》对“${topic}”有哪些要求？`);
    else questions.push(`“${topic}”由哪些单位负责？`);
  }
  const unit = units.find((candidate) => !candidate.collective);
  if (unit && form !== 'list') questions.push(`${unit.name}在《${first.documentTitle}》里还有哪些任务？`);
  if (topic !== '' && topic.length <= 30 && form === 'list' && holdsTarget(first.text))
    questions.push(`“${topic}”的目标是多少？`);
  const nextHeading = first.path.at(-2);
  if (nextHeading !== undefined)
    questions.push(`“${stripNumber(nextHeading).replace(/[“”]/gu, '')}”下有哪几项任务？`);
  return [...new Set(questions)].filter((question) => question !== reading.resolvedQuestion).slice(0, 3);
}

/** Whether a text says of a figure that it is to be reached. */
function holdsTarget(text: string): boolean {
  return findQuantities(text).some(({ bound, start }) =>
    statesTarget({ bound, own: text.slice(Math.max(0, start - NEAR), start) }),
  );
}

const NEAR = 14;
