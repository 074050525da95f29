import { clauseLabel } from '../../domain/clause-label.ts';
import type { Query } from '../../domain/query.ts';
import { ROLE_NAMES } from '../../domain/responsible-unit.ts';
import type { RememberedReading } from '../../questions/question-reading.ts';
import { retrieveClauses } from '../../retrieval/retrieve-clauses.ts';
import type { AnswerContext } from '../answer-context.ts';
import { outlineOf } from '../queries/headings-of.ts';

/** What a model is shown of documents, bodies, headings and of the turn before. */
export interface World {
  /** Ids of the documents that are shown as 文件1, 文件2 …, in that order. */
  readonly documentIds: readonly string[];
  readonly documents: string;
  readonly units: string;
  readonly headings: string;
  readonly history: string;
}

const MOST_DOCUMENTS = 30;
const MOST_UNITS = 30;
const MOST_HEADINGS = 40;
const MOST_ITEMS = 12;
const LONGEST_NAME = 60;
/** Documents whose headings are shown. */
const MOST_OUTLINED = 2;
/** Clauses that tell which documents may be meant. */
const SEARCHED = 20;

/** What a message may mean: documents near it, bodies that it names, what the turn before was about. Not its answer. */
export async function describeWorld(
  message: string,
  previous: RememberedReading | null,
  context: AnswerContext,
): Promise<World> {
  const documentIds = await findDocuments(message, previous, context);
  const { corpus } = context;
  const titles = documentIds.map((id) => corpus.documentById.get(id)!.title);
  return {
    documentIds,
    documents: titles.map((title, i) => `文件${i + 1}：《${title}》`).join('\n'),
    units: namedUnits(message, context).join('、'),
    headings: await describeHeadings(previous, context),
    history: previous === null ? '' : await describeHistory(previous, documentIds, context),
  };
}

async function findDocuments(
  message: string,
  previous: RememberedReading | null,
  { corpus, reading, snapshot, scope }: AnswerContext,
): Promise<string[]> {
  const { named, likely } = reading.documents;
  const near =
    corpus.documents.length <= MOST_DOCUMENTS
      ? corpus.documents.map(({ documentId }) => documentId)
      : (await retrieveClauses({ text: message }, snapshot, null, { scope, limit: SEARCHED })).map(
          ({ clauseId }) => clauseId.slice(0, clauseId.lastIndexOf(':')),
        );
  const all = [...named, ...likely, ...(previous?.citedDocumentIds ?? []), ...near];
  return [...new Set(all)].filter((id) => corpus.documentById.has(id)).slice(0, MOST_DOCUMENTS);
}

/** Bodies as the documents print them that the message names, whatever it calls them. */
function namedUnits(message: string, { unitDirectory, corpus, reading }: AnswerContext): string[] {
  const { knownUnits, jurisdiction } = corpus;
  const mentions = unitDirectory.findMentions(message, knownUnits, { jurisdiction });
  const names = mentions.flatMap(({ matches }) => matches.map(({ name }) => name));
  const self = reading.selfUnit ? [`${reading.selfUnit}（提问者的单位）`] : [];
  return [...new Set([...self, ...names])].slice(0, MOST_UNITS);
}

/** The upper headings of the documents that are named or were spoken of. */
async function describeHeadings(previous: RememberedReading | null, context: AnswerContext): Promise<string> {
  const { named } = context.reading.documents;
  const meant = named.length > 0 ? named : (previous?.citedDocumentIds ?? []);
  if (meant.length === 0 || meant.length > MOST_OUTLINED) return '';
  const { headings } = await outlineOf(meant, context);
  return headings
    .filter(({ path, isLeaf, number }) => path.length <= 2 && !isLeaf && number !== '')
    .slice(0, MOST_HEADINGS)
    .map(({ path, number }) => `${number}　${path.at(-1)!.slice(0, LONGEST_NAME)}`)
    .join('\n');
}

async function describeHistory(
  { reading, citedDocumentIds, citedClauseIds, answeredUnits, answeredRoles, query }: RememberedReading,
  documentIds: readonly string[],
  { corpus, snapshot, scope }: AnswerContext,
): Promise<string> {
  const clauses = await snapshot.clauses.getClauses(citedClauseIds.slice(0, MOST_ITEMS), scope.visibility);
  const items = clauses.flatMap((clause) => {
    const document = clause && corpus.documentById.get(clause.documentId);
    return clause && document ? [clauseLabel(clause, document).slice(0, 2 * LONGEST_NAME)] : [];
  });
  const units = answeredUnits
    .slice(0, MOST_UNITS)
    .map((name, i) => (answeredRoles?.[i] ? `${name}（${ROLE_NAMES[answeredRoles[i]]}）` : name));
  const numbers = citedDocumentIds.flatMap((id) => {
    const at = documentIds.indexOf(id);
    return at < 0 ? [] : [`文件${at + 1}`];
  });
  return [
    `问题：${reading.resolvedQuestion}`,
    ...(query ? [`查询：${JSON.stringify(numberDocuments(query, documentIds))}`] : []),
    ...(numbers.length > 0 ? [`涉及文件：${numbers.join('、')}`] : []),
    ...(units.length > 0 ? [`涉及单位：${units.join('、')}`] : []),
    ...items.map((label, i) => `第${i + 1}项：${label}`),
  ].join('\n');
}

/** A query with the documents that were shown by their numbers. */
function numberDocuments(query: Query, documentIds: readonly string[]): unknown {
  const shown = new Map(documentIds.map((id, i) => [id, `文件${i + 1}`]));
  return JSON.parse(JSON.stringify(query), (key, value: unknown) =>
    key === 'documentIds' && Array.isArray(value)
      ? value.map((id) => shown.get(String(id)) ?? String(id))
      : value,
  );
}

/** A query that names documents by the numbers that they were shown with, with their ids; null where one was not shown. */
export function resolveDocuments(
  query: Readonly<Record<string, unknown>>,
  documentIds: readonly string[],
): unknown {
  let isKnown = true;
  const resolved = JSON.parse(JSON.stringify(query), (key, value: unknown) => {
    if (key !== 'documentIds' || !Array.isArray(value)) return value;
    return value.map((name) => {
      const id = documentIds[Number(/^文件(\d{1,3})$/u.exec(String(name))?.[1]) - 1];
      isKnown &&= id !== undefined;
      return id;
    });
  }) as unknown;
  return isKnown ? resolved : null;
}
