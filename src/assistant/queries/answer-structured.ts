import { NotFoundError } from '../../domain/errors/not-found-error.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import { annotateQuestion, LONGEST_STRUCTURED } from '../../grammar/annotate-question.ts';
import type { DocumentFact } from '../../grammar/fact-words.ts';
import { readFollowUp } from '../../grammar/read-follow-up.ts';
import { readStructured, type StructuredAsk } from '../../grammar/read-structured.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import { placesOfDocuments } from '../../questions/find-places.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type Draft, refuse } from '../draft.ts';
import { composeUnitList } from '../forms/compose-unit-list.ts';
import { narrowScope } from '../search-scope.ts';
import { outlineOf } from './headings-of.ts';
import { querySourceOf } from './query-source.ts';
import { sayFacts } from './say-facts.ts';
import { sayQuery } from './say-query.ts';

/**
 * Answers a question that asks for something of the records as such, with every word explained: lists, counts, rankings, parts of
 * documents. Null where it is no such question. The caller's filters of units and roles are for the forms.
 */
export async function answerStructured(text: string, context: AnswerContext): Promise<Draft | null> {
  const { scope, reading } = context;
  if (text.length > LONGEST_STRUCTURED || scope.units || scope.role || reading.kind === 'not-a-question')
    return null;
  const read = await readText(text, context);
  if (read === null) return null;
  if (read.facts.length > 0) return await sayFacts(read.documents, read.facts, context);
  const { ask } = read;
  if (ask === null) return null;
  if (ask.say === 'tasks') return await listTasks(ask, context);
  try {
    const source = querySourceOf(context);
    const result = await executeQuery(ask.query, source);
    if (result.total === 0)
      return { ...refuse('no-evidence', `没有符合条件的任务或条文（${result.reading}）。`), isFinal: true };
    const draft = sayQuery(ask, result, context);
    return draft && { ...draft, isComputed: true, query: ask.query, queryReading: result.reading };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/** The tasks of one body, said as such a list is. */
async function listTasks({ query, withUnits }: StructuredAsk, context: AnswerContext): Promise<Draft> {
  const { units, roles, documentIds } = query.where ?? {};
  const mention = units!.all![0]!;
  const { corpus, reading, unitDirectory } = context;
  const matches = unitDirectory
    .namesFor(mention, corpus.knownUnits, { jurisdiction: corpus.jurisdiction })
    .filter(({ relation }) => relation !== 'part-succession');
  const namesBy = (isSuccession: boolean) =>
    matches.filter(({ relation }) => (relation === 'succession') === isSuccession).map(({ name }) => name);
  const ask: Ask = {
    ...EMPTY_ASK,
    roles: roles ?? [],
    wantsUnits: withUnits,
    units: [{ mention, names: namesBy(false), bySuccession: namesBy(true) }],
  };
  const documents = { named: documentIds ?? [], likely: [], mentions: reading.documents.mentions };
  const draft = await composeUnitList(ask, { ...context, reading: { ...reading, documents } });
  return draft.kind === 'answer' ? { ...draft, isComputed: true, query } : { ...draft, isFinal: true };
}

const EMPTY_ASK: Ask = {
  form: 'list',
  attribute: null,
  text: '',
  roles: [],
  wantsUnits: false,
  topic: [],
  figureNoun: '',
  headNoun: '',
  figure: null,
  units: [],
  mentionedWords: [],
  unitKind: null,
};

interface ReadText {
  readonly ask: StructuredAsk | null;
  /** What is asked of these documents about themselves. */
  readonly facts: readonly DocumentFact[];
  readonly documents: readonly PolicyDocument[];
}

async function readText(text: string, context: AnswerContext): Promise<ReadText | null> {
  const { corpus, reading, scope, unitDirectory } = context;
  const outline = await outlineOf(reading.documents.named, context);
  const question = annotateQuestion(text, {
    documents: corpus.documents,
    unitDirectory,
    knownUnits: corpus.knownUnits,
    collectives: corpus.collectives,
    jurisdiction: corpus.jurisdiction,
    selfUnit: reading.selfUnit ?? null,
    home: placesOfDocuments(corpus.documents),
    headings: outline.headings,
  });
  const { documentIds } = narrowScope(
    scope,
    question.documentIds.length > 0 ? question.documentIds : reading.documents.named,
  );
  if (documentIds?.length === 0) return null;
  if (question.facts.length > 0 && question.rest.length === 0) {
    const documents = (documentIds ?? []).flatMap((id) => corpus.documentById.get(id) ?? []);
    const isFew = documents.length > 0 && documents.length <= MOST_TOLD;
    return isFew ? { ask: null, facts: question.facts, documents } : null;
  }
  const ask =
    readFollowUp(question, documentIds ?? [], reading.before ?? null, outline) ??
    readStructured(question, documentIds ?? [], outline, reading.before !== undefined);
  return { ask, facts: [], documents: [] };
}

/** Documents whose facts are said side by side. */
const MOST_TOLD = 4;
