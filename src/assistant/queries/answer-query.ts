import { NotFoundError } from '../../domain/errors/not-found-error.ts';
import { lastStepOf, type Query } from '../../domain/query.ts';
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

/** Parts by their headings, counts as such, groups of bodies by their order, everything else as a list. */
function sayingOf(query: Query): StructuredAsk['say'] {
  const { find, group, count, compare, where } = lastStepOf(query);
  if (compare?.length) return 'items';
  if (find === 'sections' || (where?.section && find === 'clauses')) return 'items';
  if (group === 'unit' || group === 'district') return 'best';
  return count ? 'count' : 'list';
}
