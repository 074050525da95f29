import type { Answer } from '../domain/answer.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { NamesInText } from '../questions/names-in-text.ts';
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
  for (const { value } of titlesOf(documents).find(words)) ids.add(value);
  return [...ids];
}

const titles = new WeakMap<readonly PolicyDocument[], NamesInText<string>>();

/** Titles as they are and as they stand in markdown. */
function titlesOf(documents: readonly PolicyDocument[]): NamesInText<string> {
  const known = titles.get(documents);
  if (known) return known;
  const names = new NamesInText<string>(1);
  for (const { documentId, title } of documents)
    for (const written of new Set([title, escapeMarkdown(title)])) names.add(written, documentId);
  titles.set(documents, names);
  return names;
}
