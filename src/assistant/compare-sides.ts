import { findDocuments, yearFit } from '../questions/find-documents.ts';
import { findDocumentsByPlace } from '../questions/find-places.ts';
import { findYears } from '../questions/find-years.ts';
import type { Ask } from '../questions/question-reading.ts';
import { readTopic } from '../questions/read-topic.ts';
import type { AnswerContext } from './answer-context.ts';
import { documentYear } from './choose-clauses.ts';
import { gatherEvidence } from './gather-evidence.ts';

/** One side of a comparison. */
export interface ComparedSide {
  readonly label: string;
  readonly documentIds: readonly string[];
  readonly topic: readonly string[];
  readonly years: readonly number[];
}

/**
 * What is put side by side: documents (each with its own topic where the words between tell one), years, or two topics of
 * one document; else the documents in which the topic stands.
 */
export async function readSides(ask: Ask, context: AnswerContext): Promise<ComparedSide[]> {
  const { reading, corpus } = context;
  const years = findYears(ask.text);
  const mentions = findDocuments(ask.text, corpus.documents, years);
  const title = (ids: readonly string[]) =>
    ids.map((id) => `《${corpus.documentById.get(id)?.title ?? id}》`).join('');
  if (mentions.groups.length >= 2) {
    const pieces = mentions.spans.map((span, i) => {
      const end = mentions.spans[i + 1]?.start ?? ask.text.length;
      return readTopic(ask.text.slice(span.end, end), findYears(ask.text.slice(span.end, end)));
    });
    const before = readTopic(ask.text.slice(0, mentions.spans[0]!.start), []);
    const lead = mentions.spans.map((span, i) => {
      const start = mentions.spans[i - 1]?.end ?? 0;
      return readTopic(ask.text.slice(start, span.start), findYears(ask.text.slice(start, span.start)));
    });
    // 「X（A计划）和Y（B方案）」: each topic stands before its document.
    if (lead.every((piece) => piece.length > 0) && (pieces.at(-1)?.length ?? 0) === 0) {
      return mentions.groups.map((ids, i) => ({
        label: title(ids),
        documentIds: ids,
        topic: lead[i]!,
        years: [],
      }));
    }
    const paired = before.length === 0 && pieces.every((piece) => piece.length > 0);
    return mentions.groups.map((ids, i) => ({
      label: title(ids),
      documentIds: ids,
      topic: paired ? pieces[i]! : ask.topic,
      years: [],
    }));
  }
  const targets = [...new Map(years.map((year) => [year.to, year])).values()];
  if (mentions.groups.length === 0 && targets.length >= 2) {
    return targets.map((year) => {
      const fits = corpus.documents.map((document) => ({
        id: document.documentId,
        fit: yearFit(document, year) + (document.period?.to === year.to ? 2 : 0),
      }));
      const fitting = fits.filter((entry) => entry.fit > 0).map((entry) => entry.id);
      return { label: `${year.to}年`, documentIds: fitting, topic: ask.topic, years: [year.to] };
    });
  }
  const byPlace = findDocumentsByPlace(ask.text, corpus.documents);
  if (mentions.groups.length === 0 && byPlace.length >= 2) {
    const places = byPlace.map((group) => group.place);
    const topic = ask.topic.filter(
      (run) => !places.some((place) => run === place || run === `${place}市` || run === `${place}省`),
    );
    return byPlace.map((group) => ({ label: group.place, documentIds: group.documentIds, topic, years: [] }));
  }
  const named = reading.documents.named;
  if (named.length >= 2)
    return named.map((id) => ({ label: title([id]), documentIds: [id], topic: ask.topic, years: [] }));
  if (ask.topic.length >= 2) {
    return ask.topic.slice(0, 3).map((run) => ({ label: run, documentIds: named, topic: [run], years: [] }));
  }
  const { ranked } = await gatherEvidence(ask, context);
  const ids = [
    ...new Set(
      ranked
        .filter((evidence) => evidence.score >= 0.7 * (ranked[0]?.score ?? 1))
        .map((evidence) => evidence.clause.documentId),
    ),
  ];
  return ids
    .sort((a, b) => documentYear(corpus.documentById.get(a)) - documentYear(corpus.documentById.get(b)))
    .slice(0, 4)
    .map((id) => ({ label: title([id]), documentIds: [id], topic: ask.topic, years: [] }));
}
