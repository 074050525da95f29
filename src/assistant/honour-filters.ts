import type { AskFilters } from '../domain/answer.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { findDocuments } from '../questions/find-documents.ts';
import { findYears } from '../questions/find-years.ts';
import type { QuestionReading } from '../questions/question-reading.ts';

/**
 * The reading under the caller's filters. A role replaces the roles that the words ask for. Of the documents chosen those
 * that the question names are kept; where it names only others, they stay, so that the scope comes out empty and the
 * question is refused instead of being answered from a document that it does not mean.
 */
export function honourFilters(
  reading: QuestionReading,
  filters: AskFilters,
  documents: readonly PolicyDocument[],
): QuestionReading {
  const { documentIds = [], role } = filters;
  const asks = role ? reading.asks.map((ask) => ({ ...ask, roles: [role] })) : reading.asks;
  if (documentIds.length === 0) return { ...reading, asks };
  const { groups } = findDocuments(reading.question, documents, findYears(reading.question));
  const asked = [...new Set(groups.flat())];
  const within = asked.filter((id) => documentIds.includes(id));
  const named = within.length > 0 ? within : asked.length > 0 ? asked : documentIds;
  return { ...reading, asks, documents: { ...reading.documents, named } };
}
