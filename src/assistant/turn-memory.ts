import type { Answer } from '../domain/answer.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isTurnVisible } from '../domain/withhold-hidden.ts';
import type { QuestionReading, RememberedReading } from '../questions/question-reading.ts';

/** What a turn leaves for the next one. */
export function rememberedOf(
  reading: QuestionReading,
  { citations, responsibleUnits, query }: Pick<Answer, 'citations' | 'responsibleUnits' | 'query'>,
): RememberedReading {
  const units = responsibleUnits.filter((unit) => !unit.collective);
  return {
    reading,
    citedClauseIds: citations.map((citation) => citation.clauseId),
    citedDocumentIds: [...new Set(citations.map((citation) => citation.documentId))],
    answeredUnits: units.map(({ name }) => name),
    answeredRoles: units.map(({ role }) => role),
    ...(query && { query }),
  };
}

/**
 * The reading to build on: of the last turn that was a question. Null where a document of that turn is hidden from the asker
 * or withdrawn since: what it left would betray the document, and an earlier turn is not what a follow-up means. `none`: no turn
 * here was a question, and an earlier one may be.
 */
export function lastReading(
  { turns }: Pick<Conversation, 'turns'>,
  visibility: Visibility,
): RememberedReading | 'none' | null {
  for (let i = turns.length - 1; i >= 0; i--) {
    const turn = turns[i]!;
    if (turn.isWithheld) return null;
    const remembered = turn.reading as RememberedReading | null;
    if (isQuestion(remembered?.reading)) return isTurnVisible(turn, visibility) ? remembered : null;
  }
  return 'none';
}

/** Whether a reading asks something that a follow-up can build on. */
export function isQuestion(reading: QuestionReading | undefined): boolean {
  return reading?.kind === 'question' && reading.asks.length > 0;
}
