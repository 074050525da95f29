import type { Answer } from '../domain/answer.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { QuestionReading } from '../questions/question-reading.ts';

/**
 * Ids of the documents that an answer rests on or speaks of: cited, offered, named in the question, or named in its words, such
 * as those that a count lists.
 */
export function documentsOfAnswer(
  answer: Pick<Answer, 'answer' | 'refusal' | 'followUps' | 'citations' | 'viaCollective'>,
  reading: QuestionReading,
  documents: readonly PolicyDocument[],
): string[] {
  const { citations, viaCollective = [], refusal, followUps } = answer;
  const shown = [...citations, ...viaCollective, ...(refusal?.nearest ?? [])];
  const ids = new Set([...reading.documents.named, ...shown.map(({ documentId }) => documentId)]);
  const words = [answer.answer, refusal?.message ?? '', ...followUps].join('\n');
  for (const { documentId, title } of documents)
    if (words.includes(title) || words.includes(escapeMarkdown(title))) ids.add(documentId);
  return [...ids];
}
