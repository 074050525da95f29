import { NotFoundError } from '../../domain/errors/not-found-error.ts';
import type { QueryWhere } from '../../domain/query.ts';
import { LONGEST_STRUCTURED } from '../../grammar/annotate-question.ts';
import { carriesOn, readAbout, readChoice } from '../../grammar/read-about.ts';
import { readNames } from '../../grammar/read-names.ts';
import { readResultAsk } from '../../grammar/read-result-ask.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { Draft } from '../draft.ts';
import { composeUnitList } from '../forms/compose-unit-list.ts';
import { answerAbout } from './answer-about.ts';
import { answerResult } from './answer-result.ts';
import { querySourceOf } from './query-source.ts';
import { grammarOptionsOf, readText } from './read-text.ts';
import { sayFacts } from './say-facts.ts';
import { sayNames } from './say-names.ts';
import { sayNothing } from './say-nothing.ts';
import { sayQuery } from './say-query.ts';

/**
 * Answers a question that asks for something of the records as such, with every word explained: lists, counts, rankings, parts of
 * documents. Null where it is no such question. The caller's filters of units and roles are for the forms.
 */
export async function answerStructured(text: string, context: AnswerContext): Promise<Draft | null> {
  const { scope, reading } = context;
  if (text.length > LONGEST_STRUCTURED || scope.units || scope.role || reading.kind === 'not-a-question')
    return null;
  const options = await grammarOptionsOf(context);
  const about = readAbout(text, options) ?? readChoice(text, reading.before?.question, options);
  const before = reading.before?.question;
  const isOfWhole = about && (before === undefined || carriesOn(about, before, options));
  const told = isOfWhole && (await answerAbout(about, carriedDocuments(context), context));
  if (told) return told;
  const result = reading.before && readResultAsk(text, options);
  const again = result && (await answerResult(result, reading.before!, context));
  if (again) return again;
  const names = readNames(text, options);
  if (names) return await sayNames(names, context);
  const read = await readText(text, options, context);
  if (read === null) return null;
  if (read.facts.length > 0) return await sayFacts(read.documents, read.facts, context);
  return read.ask && (await answerFromRecords(read.ask, context));
}

/** Executes what is asked of the records and says it; null where it names what is not there, or nothing is left to say. */
export async function answerFromRecords(ask: StructuredAsk, context: AnswerContext): Promise<Draft | null> {
  if (ask.say === 'tasks' && isOfBody(ask.query.where ?? {})) return await listTasks(ask, context);
  try {
    const source = querySourceOf(context);
    const executed = await executeQuery(ask.query, source);
    // What is said are tasks; that only they were looked at goes without saying.
    const result = { ...executed, reading: executed.reading.replaceAll('；仅任务', '') };
    if (result.total === 0) return await sayNothing(ask.query, result, source, context);
    const draft = sayQuery(ask, result, context);
    return draft && { ...draft, isComputed: true, query: ask.query, queryReading: result.reading };
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/** Whether nothing but a body, its roles and documents are asked for. */
function isOfBody(where: QueryWhere): boolean {
  return Object.entries(where).every(
    ([name, value]) => ['documentIds', 'units', 'roles', 'collectives'].includes(name) || !value,
  );
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

/** Documents that the conversation is about. */
function carriedDocuments({ reading }: AnswerContext): readonly string[] {
  const { named, likely } = reading.documents;
  return named.length > 0 ? named : reading.before ? likely : [];
}
