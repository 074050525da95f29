import { lastStepOf, type Query, type QueryStep, type QueryWhere, sidesOf } from '../../domain/query.ts';
import type { SearchScope } from '../../domain/search-scope.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { Draft } from '../draft.ts';
import { sayingOf } from '../queries/answer-query.ts';
import { answerFromRecords } from '../queries/answer-structured.ts';
import { narrowScope } from '../search-scope.ts';

/** What the records have for a query that was read, within what the caller asked for; null where they do not answer it. */
export async function answerReadQuery(query: Query, context: AnswerContext): Promise<Draft | null> {
  const limited = withinScope(query, context.scope);
  if (limited === null) return null;
  const { limit, group } = lastStepOf(limited);
  const ask = {
    query: limited,
    say: sayingOf(limited),
    withUnits: true,
    ...(group && limit && { top: limit }),
  };
  return await answerFromRecords(ask, context);
}

/** The query within the documents of the scope; null where no document is left, or the scope is of units, which queries do not know. */
function withinScope(query: Query, scope: SearchScope): Query | null {
  const { documentIds, units, role } = scope;
  if (units || role) return null;
  if (!documentIds) return query;
  let isEmpty = false;
  const limitSide = (side: QueryWhere): QueryWhere => {
    const left = narrowScope(scope, side.documentIds ?? []).documentIds ?? [];
    isEmpty ||= left.length === 0;
    return { ...side, documentIds: [...left] };
  };
  const limitStep = <Step extends QueryStep>(step: Step): Step => {
    const sides = sidesOf(step).map(limitSide);
    return {
      ...step,
      ...(step.compare?.length ? { compare: sides } : { where: sides[0] }),
      ...(step.then && { then: limitStep(step.then) }),
    };
  };
  const limited = limitStep(query);
  return isEmpty ? null : limited;
}
