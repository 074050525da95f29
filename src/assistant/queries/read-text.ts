import { NotFoundError } from '../../domain/errors/not-found-error.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import { type Annotated, annotateQuestion, type GrammarOptions } from '../../grammar/annotate-question.ts';
import type { DocumentFact } from '../../grammar/fact-words.ts';
import { readFollowUp } from '../../grammar/read-follow-up.ts';
import { readStructured } from '../../grammar/structured/read-structured.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import { placesOfDocuments } from '../../questions/find-places.ts';
import type { AnswerContext } from '../answer-context.ts';
import { narrowScope } from '../search-scope.ts';
import { explainRest } from './explain-rest.ts';
import { type Outline, outlineOf } from './headings-of.ts';
import { querySourceOf } from './query-source.ts';

/** A question as the grammar reads it. */
export interface ReadText {
  readonly ask: StructuredAsk | null;
  /** What is asked of these documents about themselves. */
  readonly facts: readonly DocumentFact[];
  readonly documents: readonly PolicyDocument[];
}

/** What the grammar reads a question of this answer against. */
export interface QuestionOptions extends GrammarOptions {
  readonly outline: Outline;
}

export async function grammarOptionsOf(context: AnswerContext): Promise<QuestionOptions> {
  const { corpus, reading, unitDirectory } = context;
  const outline = await outlineOf(reading.documents.named, context);
  return {
    documents: corpus.documents,
    unitDirectory,
    knownUnits: corpus.knownUnits,
    collectives: corpus.collectives,
    jurisdiction: corpus.jurisdiction,
    selfUnit: reading.selfUnit ?? null,
    home: placesOfDocuments(corpus.documents),
    headings: outline.headings,
    outline,
  };
}

/** What a question asks of the records, or of documents about themselves; null where it is no such question. */
export async function readText(
  text: string,
  options: QuestionOptions,
  context: AnswerContext,
): Promise<ReadText | null> {
  const { corpus, reading, scope } = context;
  const { outline } = options;
  const question = annotateQuestion(text, options);
  const { documentIds } = narrowScope(
    scope,
    question.documentIds.length > 0 ? question.documentIds : reading.documents.named,
  );
  if (documentIds?.length === 0) return null;
  if (question.facts.length > 0 && question.rest.length === 0) {
    const cited = OF_DOCUMENT.test(text) ? (reading.before?.citedClauseIds ?? []) : [];
    const carried = [...new Set(cited.map((id) => id.slice(0, id.lastIndexOf(':'))))];
    const documents = (documentIds ?? carried).flatMap((id) => corpus.documentById.get(id) ?? []);
    const isFew = documents.length > 0 && documents.length <= MOST_TOLD;
    return isFew ? { ask: null, facts: question.facts, documents } : null;
  }
  // 「其中…」 of a result that there is not.
  const isOfNothing = OF_RESULT.test(text) && reading.before !== undefined && !reading.before.query;
  if (isOfNothing) return { ask: null, facts: [], documents: [] };
  const ask =
    readFollowUp(question, documentIds ?? [], reading.before ?? null, outline) ??
    readStructured(question, documentIds ?? [], outline, reading.before !== undefined) ??
    (await readWithRest(question, documentIds ?? [], outline, context));
  return { ask, facts: [], documents: [] };
}

/** A question of which words are left over, where they can be explained. */
async function readWithRest(
  question: Annotated,
  documentIds: readonly string[],
  outline: Outline,
  context: AnswerContext,
): Promise<StructuredAsk | null> {
  if (question.rest.length === 0 || question.facts.length > 0) return null;
  const ask = readStructured(
    { ...question, rest: [] },
    documentIds,
    outline,
    context.reading.before !== undefined,
  );
  if (ask === null) return null;
  try {
    return await explainRest(question, ask, outline.headings, querySourceOf(context));
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/** Documents whose facts are said side by side. */
const MOST_TOLD = 4;
/** What is said of documents; 什么时候开始 may be of what they speak about. */
const OF_DOCUMENT = /施行|生效|执行|实施|印发|文号|有效期|废止|发文|解释/u;
const OF_RESULT = /^(?:其中|里面|里头|当中)/u;
