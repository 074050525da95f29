import type { AnswerUnit } from '../../domain/answer.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { lastStepOf, type QueryWhere } from '../../domain/query.ts';
import { UNIT_ROLES, type UnitRole } from '../../domain/responsible-unit.ts';
import type { StructuredAsk } from '../../grammar/structured/structured-ask.ts';
import type { QueryResult } from '../../queries/execute-query.ts';
import { countUnits } from '../../queries/list-rows.ts';
import type { MatchedClause } from '../../queries/match-clause.ts';
import type { DocumentRow, Listed, QueryGroup, UnitRow } from '../../queries/query-rows.ts';
import { countTasks } from '../../queries/tally.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { isDistrictGovernment } from '../../units/district-government.ts';
import type { AnswerContext } from '../answer-context.ts';
import { toAnswerUnits } from '../clause-units.ts';
import type { ClauseQuote, DraftAnswer, DraftStatement } from '../draft.ts';
import { firstWords, taskText } from '../forms/compose-unit-list.ts';
import { countShown, saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { ROLE_NAMES, renderUnits } from '../render-units.ts';
import { sayItems } from './say-items.ts';
import { sayParts } from './say-parts.ts';
import { sayTable } from './say-table.ts';
import { groupTasks, titleOf } from './tasks-of.ts';

const FEW_TASKS = 10;
/** Names of a long list of units that are printed. */
const MOST_NAMES = 80;
const MOST_RUNNERS_UP = 3;

/** Says the result of a query: what was counted or ranked first, then the tasks that it rests on. Null where nothing is left to say. */
export function sayQuery(
  ask: StructuredAsk,
  result: QueryResult,
  context: AnswerContext,
): DraftAnswer | null {
  const { find } = lastStepOf(ask.query);
  const side = result.sides[0]!;
  if (find === 'units') return sayUnits(side.listed as readonly Listed<UnitRow>[], result.reading, context);
  if (find === 'documents')
    return sayDocuments(
      side.listed as readonly Listed<DocumentRow>[],
      lastStepOf(ask.query).where ?? {},
      context,
    );
  switch (ask.say) {
    case 'items':
      return sayItems(
        ask,
        result.sides.map(({ matches }) => matches),
        context,
      );
    case 'parts':
      return sayParts(side.matches);
    case 'table':
      return sayTable(
        side.matches.map(({ clause }) => clause),
        context,
      );
    case 'count':
      return sayCount(side.matches, result.reading, context);
    case 'best':
      return lastStepOf(ask.query).group
        ? sayBestGroup(ask, side.listed as readonly Listed<QueryGroup>[], context)
        : sayMostUnits(side.matches, context);
    case 'sides':
      return saySides(ask, result, context);
    case 'tasks':
    case 'list':
      return sayTasks(
        ask,
        side.matches,
        `共有${countTasks(side.matches)}项任务（${result.reading}）`,
        context,
      );
  }
}

/** 「共有4项任务（按：…）：」 and each of them with the units that were asked for. */
function sayTasks(
  ask: Pick<StructuredAsk, 'withUnits'>,
  matches: readonly MatchedClause[],
  head: string,
  context: AnswerContext,
): DraftAnswer {
  const tasks = groupTasks(matches);
  const shown = countShown(tasks, (task) => task.length);
  const several = new Set(matches.map(({ document }) => document.documentId)).size > 1;
  const items = tasks.slice(0, shown).map((task, i): DraftStatement => {
    const clauses = task.map(({ clause }) => clause);
    const units = task.flatMap((match) => (ask.withUnits ? match.units : match.asked));
    const named = units.length > 0 ? `（${renderUnits(units)}）` : '';
    const first = tasks.length <= FEW_TASKS ? firstWords({ clauses }) : '';
    return {
      text: `${i + 1}. ${several ? titleOf(task[0]!) : ''}${taskText({ clauses })}${named}${first}`,
      quotes: task.map(quoteMatch),
    };
  });
  return {
    kind: 'answer',
    statements: [
      { text: `${escapeMarkdown(head)}${saysShown(shown, tasks.length, '项')}。`, quotes: [] },
      ...items,
    ],
    units: unitsOf(tasks.slice(0, shown).flat(), ask.withUnits, context),
    total: tasks.length,
  };
}

/** 「共41项任务（按：…）：二、建设重点34项，三、保障措施7项。」 */
function sayCount(matches: readonly MatchedClause[], reading: string, context: AnswerContext): DraftAnswer {
  const total = countTasks(matches);
  const documents = new Set(matches.map(({ document }) => document.documentId));
  const keyOf = ({ clause, document }: MatchedClause) =>
    documents.size > 1 ? `《${document.title}》` : (clause.path[0] ?? '');
  const parts = new Map<string, MatchedClause[]>();
  for (const match of matches) {
    const part = parts.get(keyOf(match));
    if (part) part.push(match);
    else parts.set(keyOf(match), [match]);
  }
  const breakdown =
    parts.size > 1
      ? `：${[...parts].map(([part, own]) => `${part === '' ? '其他' : part}${countTasks(own)}项`).join('，')}`
      : '';
  const roles = new Set(matches.flatMap(({ asked }) => asked.map(({ role }) => role)));
  const text = `共有${total}项任务（${reading}）${breakdown}。`;
  return {
    kind: 'answer',
    statements: [{ text: escapeMarkdown(text), quotes: quotesOf(matches) }],
    units: roles.size === 1 ? unitsOf(matches, false, context) : [],
    total,
  };
}

/** 「最多的是市工业和信息化委，共12项；其次是…」, then its tasks. */
function sayBestGroup(
  ask: StructuredAsk,
  groups: readonly Listed<QueryGroup>[],
  context: AnswerContext,
): DraftAnswer | null {
  const except = new Set(ask.except);
  // 除第一名外排第二的 is second of all.
  const leavesOut = (ask.place ?? 1) === 1;
  const meant = groups.filter(
    ({ row }) => (!ask.districtsOnly || isDistrictGovernment(row.key)) && !(leavesOut && except.has(row.key)),
  );
  if ((ask.top ?? 1) > 1) return sayTopGroups(ask, meant, context);
  const counts = [...new Set(meant.map(({ row }) => row.count))];
  const most = counts[(ask.place ?? 1) - 1];
  if (most === undefined) return null;
  const best = meant.filter(({ row }) => row.count === most);
  const next = meant.filter(({ row }) => row.count < most).slice(0, MOST_RUNNERS_UP);
  const roles = lastStepOf(ask.query).where?.roles ?? [];
  const role = roles.map((own) => ROLE_NAMES[own].slice(0, 2)).join('、');
  const nameOf = ({ label }: QueryGroup) =>
    lastStepOf(ask.query).group === 'document' ? `《${label}》` : label;
  const also =
    next.length > 0 ? `；其次是${next.map(({ row }) => `${nameOf(row)}（${row.count}项）`).join('、')}` : '';
  const head = `${role}任务${(ask.place ?? 1) > 1 ? `第${ask.place}多` : '最多'}的是${best.map(({ row }) => nameOf(row)).join('、')}，${best.length > 1 ? '各' : '共'}${most}项${also}`;
  const [first] = best;
  const listed =
    best.length === 1 ? first!.matches : best.flatMap(({ matches }) => matches.slice(0, FEW_TASKS));
  return { ...sayTasks(ask, listed, head, context), total: most };
}

/** 「任务最多的前3个：市数据局（11项）、市工业和信息化局（7项）、市通信发展办公室（2项）。」, those as many as the last with it. */
function sayTopGroups(
  { top = 1, query }: StructuredAsk,
  groups: readonly Listed<QueryGroup>[],
  context: AnswerContext,
): DraftAnswer | null {
  const last = groups[Math.min(top, groups.length) - 1];
  if (!last) return null;
  const best = groups.filter(({ row }) => row.count >= last.row.count);
  const roles = lastStepOf(query).where?.roles ?? [];
  const role = roles.map((own) => ROLE_NAMES[own].slice(0, 2)).join('、');
  const matches = best.flatMap((group) => group.matches);
  const names = best.map(({ row }) => `${row.label}（${row.count}项）`).join('、');
  return {
    kind: 'answer',
    statements: [
      { text: escapeMarkdown(`${role}任务最多的前${top}个：${names}。`), quotes: quotesOf(matches) },
    ],
    units: unitsOf(matches, false, context),
    total: best.length,
  };
}

/** 「市科技局4项，市委网信办3项：市科技局多1项。」 */
function saySides(ask: StructuredAsk, { sides }: QueryResult, context: AnswerContext): DraftAnswer {
  const compared = ask.query.compare ?? [];
  const byUnit = new Set(compared.map(({ units }) => units?.all?.[0])).size > 1;
  const byRole = new Set(compared.map(({ roles }) => roles?.[0])).size > 1;
  const printed = sides.map(
    ({ matches }) => new Set(matches.flatMap(({ asked }) => asked.map(({ name }) => name))),
  );
  const names = compared.map(({ units, documentIds, roles }, i) =>
    byRole
      ? ROLE_ACTS[roles![0]!]
      : byUnit
        ? // As it is printed, where it is printed in one way.
          printed[i]?.size === 1
          ? [...printed[i]][0]!
          : units!.all![0]!
        : `《${context.corpus.documentById.get(documentIds![0]!)?.title ?? ''}》`,
  );
  const counts = sides.map(({ total }) => total);
  const most = Math.max(...counts);
  const ahead = names.filter((_, i) => counts[i] === most);
  const verdict =
    ahead.length === names.length
      ? '一样多'
      : `${ahead.join('、')}多${names.length === 2 ? `${most - Math.min(...counts)}项` : ''}`;
  const matches = sides.flatMap((side) => side.matches);
  return {
    kind: 'answer',
    statements: [
      {
        text: escapeMarkdown(`${names.map((name, i) => `${name}${counts[i]}项`).join('，')}：${verdict}。`),
        quotes: quotesOf(matches),
      },
    ],
    units: unitsOf(matches, false, context),
    total: new Set(matches.map(({ clause }) => clause.taskId)).size,
  };
}

/** 「参与单位最多的是…，共18个」 */
function sayMostUnits(matches: readonly MatchedClause[], context: AnswerContext): DraftAnswer {
  const most = Math.max(...matches.map(countUnits));
  const best = matches.filter((match) => countUnits(match) === most);
  const head = `单位最多的任务有${most}个单位，这样的任务${best.length}项`;
  return sayTasks({ withUnits: true }, best, head, context);
}

/** 「市水务局（4项）牵头；市财政局配合（共2个单位，按：…）。」: units by role with their tasks in it, those of several roles in each. */
function sayUnits(rows: readonly Listed<UnitRow>[], reading: string, context: AnswerContext): DraftAnswer {
  const shown = rows.slice(0, MOST_NAMES);
  const counts = shown.some(({ row }) => row.count > 1);
  const parts = UNIT_ROLES.flatMap((role) => {
    const own = shown.filter(({ row }) => row.roles[role] > 0);
    const names = own.map(({ row }) => (counts ? `${row.name}（${row.roles[role]}项）` : row.name));
    return names.length > 0 ? [{ role, names }] : [];
  });
  const said = parts.map(({ role, names }) =>
    names.length <= FEW_NAMES
      ? `${names.join('、')}${ROLE_ACTS[role]}`
      : `${ROLE_ACTS[role]}的有${names.length}个：${names.join('、')}`,
  );
  const more = rows.length > shown.length ? `，以上为前${shown.length}个` : '';
  const matches = shown.flatMap(({ matches: own }) => own.slice(0, 1));
  const of = reading.replace(/；列出单位|；按任务数排列/gu, '');
  return {
    kind: 'answer',
    statements: [
      {
        text: escapeMarkdown(`${said.join('；')}（共${rows.length}个单位${more}；${of}）。`),
        quotes: quotesOf(matches),
      },
    ],
    units: unitsOf(matches, true, context),
    total: rows.length,
  };
}

const ROLE_ACTS: Readonly<Record<UnitRole, string>> = {
  lead: '牵头',
  supporting: '配合',
  responsible: '负责',
};
/** Names that stand before what they do. */
const FEW_NAMES = 3;

/** 「5份文件中有3份写有市教委的任务：」 and each with what it has; then those that have none. */
function sayDocuments(
  rows: readonly Listed<DocumentRow>[],
  where: QueryWhere,
  { corpus, ...context }: AnswerContext,
): DraftAnswer {
  const conditions = [...(where.units?.all ?? []), ...(where.mentions ?? []).map((word) => `“${word}”`)];
  const items = rows.map(({ matches, row }, i): DraftStatement => {
    const { document } = matches[0]!;
    const facts =
      conditions.length > 0
        ? [`${row.count}项`]
        : [document.documentNumber, document.issuer, document.issuedOn].filter((fact) => fact !== null);
    const about = facts.length > 0 ? `（${facts.join('，')}）` : '';
    return {
      text: `${i + 1}. 《${escapeMarkdown(document.title)}》${escapeMarkdown(about)}`,
      quotes: (where.mentions?.length ? matches : matches.slice(0, 1)).map(quoteMatch),
    };
  });
  const shown = countShown(items, () => 1);
  const looked = where.documentIds?.length
    ? [...where.documentIds]
    : corpus.documents.map(({ documentId }) => documentId);
  const without = looked.filter((id) => !rows.some(({ row }) => row.documentId === id));
  const all = without.length === 0 && rows.length > 1 ? '都有' : `有${rows.length}份有`;
  const head =
    conditions.length > 0
      ? `${looked.length}份文件${all}${conditions.join('、')}的内容`
      : `共有${rows.length}份文件`;
  const none = without.slice(0, MOST_NONE).map((id) => `《${corpus.documentById.get(id)?.title ?? id}》`);
  return {
    kind: 'answer',
    statements: [
      { text: `${escapeMarkdown(head)}${saysShown(shown, rows.length, '份')}：`, quotes: [] },
      ...items.slice(0, shown),
      ...(conditions.length > 0 && none.length > 0
        ? [
            {
              text: escapeMarkdown(
                `${none.join('')}${without.length > none.length ? `等${without.length}份` : ''}没有。`,
              ),
              quotes: [],
            },
          ]
        : []),
    ],
    units: unitsOf(
      rows.slice(0, shown).map(({ matches }) => matches[0]!),
      false,
      { corpus, ...context },
    ),
    total: rows.length,
  };
}

/** Documents that are named as having none. */
const MOST_NONE = 5;

function quotesOf(matches: readonly MatchedClause[]): ClauseQuote[] {
  return [...new Map(matches.map((match) => [match.clause.clauseId, quoteMatch(match)])).values()];
}

function quoteMatch(match: MatchedClause): ClauseQuote {
  const span = match.asked.length > 0 ? match.quote() : null;
  return quoteOf(match.clause, span ?? viewClause(match.clause).sentences[0] ?? null);
}

function unitsOf(matches: readonly MatchedClause[], all: boolean, context: AnswerContext): AnswerUnit[] {
  return matches.flatMap(({ clause, units, asked }) =>
    toAnswerUnits(clause, all ? units : asked, context.unitDirectory, context.corpus.jurisdiction),
  );
}
