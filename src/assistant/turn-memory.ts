import type { Answer } from '../domain/answer.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isTurnVisible } from '../domain/withhold-hidden.ts';
import type { QuestionReading, RememberedReading } from '../questions/question-reading.ts';

/** What a turn leaves for the next one. */
export function rememberedOf(
  reading: QuestionReading,
  { citations, responsibleUnits }: Pick<Answer, 'citations' | 'responsibleUnits'>,
): RememberedReading {
  return {
    reading,
    citedClauseIds: citations.map((citation) => citation.clauseId),
    citedDocumentIds: [...new Set(citations.map((citation) => citation.documentId))],
    answeredUnits: responsibleUnits.filter((unit) => !unit.collective).map((unit) => unit.name),
  };
}

/**
 * The reading to build on: of the last turn that was a question. None where a document of that turn is hidden from the asker
 * since: what it left would betray the document, and an earlier turn is not what a follow-up means.
 */
export function lastReading(
  conversation: Conversation | null,
  visibility: Visibility,
): RememberedReading | null {
  const turns = conversation?.turns ?? [];
  for (let i = turns.length - 1; i >= 0; i--) {
    const turn = turns[i]!;
    const remembered = turn.reading as RememberedReading | null;
    if (isQuestion(remembered?.reading)) return isTurnVisible(turn, visibility) ? remembered : null;
  }
  return null;
}

/** Whether a reading asks something that a follow-up can build on. */
export function isQuestion(reading: QuestionReading | undefined): boolean {
  return reading?.kind === 'question' && reading.asks.length > 0;
}
