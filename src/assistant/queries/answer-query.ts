import { NotFoundError } from '../../domain/errors/not-found-error.ts';
import { lastStepOf, type Query, type QueryWhere } from '../../domain/query.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import { executeQuery } from '../../queries/execute-query.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type Draft, refuse } from '../draft.ts';
import { querySourceOf } from './query-source.ts';
import { sayNothing } from './say-nothing.ts';
import { sayQuery } from './say-query.ts';

/** Answers a query that was sent as such; what the caller may not see and what is not there are the same. */
export async function answerQuery(query: Query, context: AnswerContext): Promise<Draft> {
  const source = querySourceOf(context);
  try {
    const result = await executeQuery(query, source);
    if (result.total === 0) return await sayNothing(query, result, source, context);
    const draft = sayQuery({ query, say: sayingOf(query), withUnits: true }, result, context);
    return draft
      ? { ...draft, isComputed: true, query, queryReading: result.reading }
      : { ...refuse('no-evidence', `没有符合条件的内容（${result.reading}）。`), isFinal: true };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return { ...refuse('no-evidence', error.detail ?? '没有符合条件的内容。'), isFinal: true };
  }
}

/**
 * Parts by their headings, what is compared by its counts or items, counts as such, groups of bodies by their order, the tasks of one body as such,
 * everything else as a list.
 */
export function sayingOf(query: Query): StructuredAsk['say'] {
  const { find, group, order, count, compare, where } = lastStepOf(query);
  if (compare?.length) return count && areToldApart(compare) ? 'sides' : 'items';
  if (find === 'sections' || (where?.section && find === 'clauses' && !count)) return 'items';
  if (group === 'unit' || group === 'district' || order === 'units') return 'best';
  return count ? 'count' : 'list';
}

/** Whether each side is of one body, role or document that the others are not of. */
function areToldApart(sides: readonly QueryWhere[]): boolean {
  return [
    (side: QueryWhere) => side.units?.all,
    ({ roles }: QueryWhere) => roles,
    ({ documentIds }: QueryWhere) => documentIds,
  ].some((read) => {
    const values = sides.map(read);
    return (
      values.every((own) => own?.length === 1) && new Set(values.map((own) => own![0])).size === sides.length
    );
  });
}
