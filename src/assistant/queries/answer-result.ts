import type { ClauseId, ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { headIdOf } from '../../domain/head-id.ts';
import type { Query } from '../../domain/query.ts';
import { LAST, type ResultAsk } from '../../grammar/read-result-ask.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import type { QuestionReading } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import { toAnswerUnits } from '../clause-units.ts';
import { type Draft, type DraftAnswer, refuse } from '../draft.ts';
import { quoteOf } from '../quotes.ts';
import { isInScope } from '../search-scope.ts';
import { querySourceOf } from './query-source.ts';
import { sayDeadlines } from './say-deadlines.ts';
import { sayTable } from './say-table.ts';

/** Answers what is asked of the result before as it stands: as a table, as a file, its deadlines, one of its items. */
export async function answerResult(
  ask: ResultAsk,
  before: NonNullable<QuestionReading['before']>,
  context: AnswerContext,
): Promise<Draft | null> {
  const rows = ask.wants === 'table' || ask.wants === 'file' ? await rowsOf(before.query, context) : [];
  const ids = ask.wants === 'item' ? itemOf(ask.place, before) : before.citedClauseIds;
  const clauses = rows.length > 0 ? rows : await clausesOf(ids ?? [], context);
  if (clauses.length === 0) {
    const isBeyond = ids === null && before.citedClauseIds.length > 1;
    return ask.wants === 'item' && isBeyond
      ? { ...refuse('no-evidence', `前面的结果没有第${ask.place}项。`), isFinal: true }
      : null;
  }
  const kept = before.query && { query: before.query };
  switch (ask.wants) {
    case 'item':
      return { ...sayWhole(clauses, context), ...kept };
    case 'deadline':
      return sayDeadlines(clauses, context);
    case 'table':
      return { ...sayTable(clauses, context), ...kept };
    case 'file': {
      const table = sayTable(clauses, context);
      const address = { text: addressOf(rows.length > 0 ? before.query : undefined), quotes: [] };
      return { ...table, statements: [...table.statements, address], ...kept };
    }
  }
}

async function clausesOf(
  ids: readonly ClauseId[],
  { snapshot, scope }: AnswerContext,
): Promise<ClauseRecord[]> {
  const all = await snapshot.clauses.getClauses(ids, scope.visibility);
  return all.filter(
    (clause): clause is ClauseRecord =>
      clause !== undefined && clause.clauseId !== headIdOf(clause.documentId) && isInScope(clause, scope),
  );
}

/** All clauses that the query before finds, however many were shown. */
async function rowsOf(query: Query | undefined, context: AnswerContext): Promise<readonly ClauseRecord[]> {
  if (query?.find !== 'clauses' || query.then || query.compare?.length) return [];
  const { sides } = await executeQuery(query, querySourceOf(context));
  return sides[0]!.matches.map(({ clause }) => clause).filter((clause) => isInScope(clause, context.scope));
}

function itemOf(place: number, { items, citedClauseIds }: NonNullable<QuestionReading['before']>) {
  const at = place === LAST ? -1 : place - 1;
  if (items) return items.at(at) ?? null;
  const id: ClauseId | undefined = citedClauseIds.length > 1 ? citedClauseIds.at(at) : undefined;
  return id === undefined ? null : [id];
}

/** Clauses as they are printed. */
function sayWhole(clauses: readonly ClauseRecord[], { corpus, unitDirectory }: AnswerContext): DraftAnswer {
  return {
    kind: 'answer',
    statements: clauses.map((clause) => {
      const title = corpus.documentById.get(clause.documentId)?.title ?? '';
      return {
        text: `《${escapeMarkdown(title)}》：${escapeMarkdown(clause.text)}`,
        quotes: [quoteOf(clause, { start: 0, end: clause.text.length })],
      };
    }),
    units: clauses.flatMap((clause) =>
      toAnswerUnits(clause, clause.units, unitDirectory, corpus.jurisdiction),
    ),
    isComputed: true,
  };
}

/** Where the list is to be had as a file, as markdown: of one body its tasks, else the query. */
function addressOf(query: Query | undefined): string {
  const { units, roles, documentIds, ...rest } = query?.where ?? {};
  const [unit, ...others] = units?.all ?? [];
  const isOfBody =
    unit !== undefined &&
    others.length === 0 &&
    (roles?.length ?? 0) <= 1 &&
    (documentIds?.length ?? 0) <= 1 &&
    Object.keys(rest).every((name) => name === 'collectives');
  const page = '也可以用页面上表格下方的“下载表格（CSV）”';
  if (isOfBody) {
    const filters = [
      ...(roles?.length ? [`role=${roles[0]}`] : []),
      ...(documentIds?.length ? [`documentId=${encodePart(documentIds[0]!)}`] : []),
    ];
    const path = `/api/units/${encodePart(unit)}/tasks${filters.length > 0 ? `?${filters.join('&')}` : ''}`;
    return `下载地址：GET ${path}（请求头 Accept: text/csv，Excel可直接打开）；${page}。`;
  }
  return query
    ? `下载地址：POST /api/query（请求头 Accept: text/csv，正文 \`${inertJson({ query })}\`）；${page}。`
    : `${page.slice(1)}保存为文件。`;
}

/** A part of a path or query that is no markdown either. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*_~.]/gu, percentOf);
}

function percentOf(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** JSON with the signs escaped that could end a code span or be markup where none is drawn; it reads the same. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /\\\\|[`<(/*]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
