import type { ClauseRecord } from '../../domain/clause.ts';
import { lastStepOf, type Query, type QueryWhere } from '../../domain/query.ts';
import { ROLE_NAMES } from '../../domain/responsible-unit.ts';
import { executeQuery, type QueryResult } from '../../queries/execute-query.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';
import type { QuerySource } from '../../queries/query-source.ts';
import { countTasks } from '../../queries/tally.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import { type DraftRefusal, refuse } from '../draft.ts';

/** Clauses that are shown as the nearest. */
const MOST_NEAREST = 3;
const STEPS_A_CLAUSE = 5;

/** Says that nothing fulfils a query, and what does fulfil it without one of its conditions, the nearest first. */
export async function sayNothing(
  query: Query,
  { reading }: Pick<QueryResult, 'reading'>,
  source: QuerySource,
  context: AnswerContext,
): Promise<DraftRefusal> {
  const { where } = lastStepOf(query);
  const told = `没有符合条件的任务或条文（${reading}）。`;
  if (!where || query.then || query.compare?.length) return { ...refuse('no-evidence', told), isFinal: true };
  const due = where.deadline ? await aimsAt(where, context) : null;
  for (const { without, say } of loosened(where)) {
    const result = await executeQuery({ find: 'clauses', where: without }, source);
    if (result.total === 0) continue;
    const matches = result.sides[0]!.matches;
    const near = where.deadline ? nearestInTime(matches, where.deadline) : matches;
    return {
      ...refuse(
        'no-evidence',
        `${told}${due?.text ?? ''}${say(countTasks(matches), matches)}`,
        [...(due ? [due.clause] : []), ...near.map(({ clause }) => clause)].slice(0, MOST_NEAREST),
      ),
      isFinal: true,
    };
  }
  if ((where.units?.all?.length ?? 0) > 1) {
    const each = await countEach(where, source);
    return { ...refuse('no-evidence', `${told}${each.text}`, each.clauses), isFinal: true };
  }
  return { ...refuse('no-evidence', `${told}${due?.text ?? ''}`, due ? [due.clause] : []), isFinal: true };
}

interface Loosened {
  readonly without: QueryWhere;
  readonly say: (count: number, matches: readonly MatchedClause[]) => string;
}

/** Any day that a clause may print. */
const ANY_DAY = { from: '1900-01-01', to: '2999-12-31' };

/** The conditions without one of them, all others kept, in the order in which they narrow. */
function* loosened(where: QueryWhere): Generator<Loosened> {
  const { deadline, roles, section, mentions } = where;
  if (deadline) {
    yield {
      without: { ...where, deadline: ANY_DAY },
      say: (count) => `写明期限的有${count}项，最近的见下。`,
    };
    yield {
      without: { ...where, deadline: null },
      say: (count, matches) =>
        `不加期限条件的有${count}项${matches.every(({ times }) => times.length === 0) ? '，都没有写明期限' : ''}。`,
    };
  }
  if (section) yield { without: { ...where, section: null }, say: (count) => `不加章节条件的有${count}项。` };
  if (mentions?.length)
    yield { without: { ...where, mentions: [] }, say: (count) => `不加内容条件的有${count}项。` };
  if (roles?.length)
    yield {
      without: { ...where, roles: [] },
      say: (count) => `不限于${roles.map((role) => ROLE_NAMES[role]).join('、')}的有${count}项。`,
    };
}

/** 「市教委有12项，市气象局有6项。」 of bodies that were asked for together. */
async function countEach(
  { units, deadline: _, roles: __, ...rest }: QueryWhere,
  source: QuerySource,
): Promise<{ readonly text: string; readonly clauses: readonly ClauseRecord[] }> {
  const counts: string[] = [];
  const clauses: ClauseRecord[] = [];
  for (const mention of units?.all ?? []) {
    const { total, sides } = await executeQuery(
      { find: 'clauses', where: { ...rest, units: { all: [mention] } } },
      source,
    );
    counts.push(`${mention}有${total}项`);
    clauses.push(...(sides[0]?.matches ?? []).slice(0, 1).map(({ clause }) => clause));
  }
  return { text: `分别看，${counts.join('，')}。`, clauses };
}

interface Aim {
  readonly text: string;
  readonly clause: ClauseRecord;
}

/** The sentence of a plan that ends in the year asked for and names it: 「到2023年，…」 */
async function aimsAt(
  { deadline, documentIds }: QueryWhere,
  { corpus, snapshot, scope }: AnswerContext,
): Promise<Aim | null> {
  const year = deadline?.to?.slice(0, 4);
  const plan = corpus.documents.find(
    ({ documentId, period }) =>
      String(period?.to) === year && (!documentIds?.length || documentIds.includes(documentId)),
  );
  if (!plan || year === undefined) return null;
  const [clauses = []] = await snapshot.clauses.getDocumentClauses([plan.documentId], scope.visibility);
  countWork(STEPS_A_CLAUSE * clauses.length);
  for (const clause of clauses)
    for (const { start, end } of viewClause(clause).sentences) {
      const sentence = clause.text.slice(start, end);
      if (new RegExp(`到\\s*${year}\\s*年`, 'u').test(sentence))
        return { clause, text: `《${plan.title}》的计划期至${year}年，写明：“${sentence}”` };
    }
  return null;
}

/** Those whose day is nearest to the days asked for first. */
function nearestInTime<Match extends { readonly times: readonly { readonly on: string | null }[] }>(
  matches: readonly Match[],
  { from, to }: { readonly from?: string | null | undefined; readonly to?: string | null | undefined },
): readonly Match[] {
  const wanted = Date.parse(to ?? from ?? '');
  const gap = ({ times }: Match) =>
    Math.min(...times.flatMap(({ on }) => (on === null ? [] : [Math.abs(Date.parse(on) - wanted)])));
  return [...matches].sort((a, b) => gap(a) - gap(b));
}
