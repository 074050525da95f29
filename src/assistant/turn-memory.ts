import type { Answer } from '../domain/answer.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isTurnVisible } from '../domain/withhold-hidden.ts';
import type { QuestionReading, RememberedReading } from '../questions/question-reading.ts';

/** What a turn leaves for the next one; a refused follow-up leaves what it leaned on, so that the conversation goes on from there. */
export function rememberedOf(
  reading: QuestionReading,
  answer: Pick<Answer, 'citations' | 'responsibleUnits' | 'query' | 'refused' | 'statements'>,
): RememberedReading {
  const { citations, responsibleUnits, query, refused } = answer;
  const { before } = reading;
  if (refused && before && reading.isFollowUp)
    return {
      reading,
      citedClauseIds: before.citedClauseIds,
      ...(before.items && { items: before.items }),
      citedDocumentIds: reading.documents.likely,
      answeredUnits: before.units,
      ...(before.roles && { answeredRoles: before.roles }),
      ...(before.query && { query: before.query }),
    };
  const units = responsibleUnits.filter((unit) => !unit.collective);
  return {
    reading,
    citedClauseIds: citations.map((citation) => citation.clauseId),
    ...itemsOf(answer),
    citedDocumentIds: [...new Set(citations.map((citation) => citation.documentId))],
    answeredUnits: units.map(({ name }) => name),
    answeredRoles: units.map(({ role }) => role),
    ...(query && { query }),
  };
}

/** The clauses behind 「1. …」, 「2. …」 of the first numbered list. */
function itemsOf({ statements, citations }: Pick<Answer, 'statements' | 'citations'>): {
  readonly items?: readonly (readonly string[])[];
} {
  const items: (readonly string[])[] = [];
  for (const { text, markers } of statements) {
    if (!text.startsWith(`${items.length + 1}. `)) continue;
    items.push(markers.flatMap((marker) => citations[marker - 1]?.clauseId ?? []));
  }
  const isPlain = items.every(([id, ...more], i) => more.length === 0 && id === citations[i]?.clauseId);
  return items.length === 0 || isPlain ? {} : { items };
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
