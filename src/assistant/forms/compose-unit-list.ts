import type { AnswerUnit } from '../../domain/answer.ts';
import { summarizeClause } from '../../domain/clause-summary.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { Query } from '../../domain/query.ts';
import type { UnitAssignment, UnitRole } from '../../domain/responsible-unit.ts';
import type { SearchScope } from '../../domain/search-scope.ts';
import { GENERIC_WORDS } from '../../questions/generic-words.ts';
import type { Ask, AskedUnit } from '../../questions/question-reading.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { coverTopic, coverWord } from '../../retrieval/topic-coverage.ts';
import { weighTopic } from '../../retrieval/weigh-topic.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import { fitsYears } from '../check-places-and-years.ts';
import { clauseName } from '../clause-name.ts';
import { toAnswerUnits } from '../clause-units.ts';
import { type Draft, type DraftAnswer, type DraftStatement, refuse } from '../draft.ts';
import { countShown, saysShown } from '../limit-citations.ts';
import { quoteOf } from '../quotes.ts';
import { ROLE_NAMES, renderUnits } from '../render-units.ts';
import { isUnitInScope, narrowScope } from '../search-scope.ts';
import { collectUnitTasks, type UnitTask, type UnitTasks } from '../unit-tasks.ts';
import { MOST_AT_ONCE, MOST_CITED } from '../work-limits.ts';

const LONGEST_WHOLE_TEXT = 220;
/** Up to this many tasks each is shown with its first words. */
const FEW_TASKS = 10;
const LONGEST_FIRST_WORDS = 60;
/** Up to so many documents each is told with its count. */
const FEW_DOCUMENTS = 6;
/** Lighter topics (专项, 方面) do not narrow a list. */
const LEAST_TOPIC = 0.3;
/** Collecting a task, and looking for one word of the topic in it. */
const STEPS_A_TASK = 50;
/** A long list is counted whole, whatever that takes. */
const MOST_COUNTED = 1_000;
const STEPS_A_TASK_AND_WORD = 10;

/**
 * The tasks of the unit asked about: every printed task, in document order, with role and count. Several units are listed
 * one after another, each with its own count. A topic beside the unit narrows the list where some of its tasks carry it
 * (「市粮食局有哪些和仓库有关的任务」).
 */
export async function composeUnitList(ask: Ask, context: AnswerContext): Promise<Draft> {
  const all = distinctUnits(ask.units);
  const units = all.slice(0, MOST_AT_ONCE);
  const drafts: Draft[] = [];
  let left = MOST_CITED;
  for (const unit of units) {
    const draft = await listUnit(ask, unit, context, left);
    drafts.push(draft);
    if (draft.kind === 'answer') left -= draft.statements.reduce((sum, { quotes }) => sum + quotes.length, 0);
    left = Math.max(0, left);
  }
  const answers = drafts.filter((draft): draft is DraftAnswer => draft.kind === 'answer');
  if (drafts.length === 1 || answers.length === 0) return drafts[0]!;
  const viaCollective = new Map(
    answers.flatMap((draft) => (draft.viaCollective ?? []).map((clause) => [clause.clauseId, clause])),
  );
  const cut =
    units.length < all.length ? `问题提到${all.length}个单位，只列出前${units.length}个的任务。` : null;
  return {
    kind: 'answer',
    statements: [
      ...(cut === null ? [] : [{ text: cut, quotes: [] }]),
      ...drafts.flatMap((draft) =>
        draft.kind === 'answer' ? draft.statements : [{ text: escapeMarkdown(draft.message), quotes: [] }],
      ),
    ],
    units: answers.flatMap((draft) => draft.units),
    total: answers.reduce((sum, draft) => sum + (draft.total ?? 0), 0),
    viaCollective: [...viaCollective.values()],
  };
}

/** One body mentioned twice (市发展改革委、发改委) is one. */
function distinctUnits(units: readonly AskedUnit[]): AskedUnit[] {
  const keyOf = ({ names, bySuccession, mention }: AskedUnit) =>
    names.length + bySuccession.length > 0 ? [...names, ...bySuccession].sort().join('\n') : mention;
  return [...new Map([...units].reverse().map((unit) => [keyOf(unit), unit])).values()].reverse();
}

/** `left`: how many clauses may still be cited. */
async function listUnit(ask: Ask, unit: AskedUnit, context: AnswerContext, left: number): Promise<Draft> {
  const { named } = context.reading.documents;
  const scope = narrowScope(context.scope, named);
  const collect = async (roles: readonly UnitRole[], within: SearchScope) => {
    const collected = await collectUnitTasks(context.snapshot, {
      unit,
      roles,
      scope: within,
      collectives: context.corpus.collectives,
    });
    countWork(STEPS_A_TASK * Math.min(MOST_COUNTED, collected.tasks.length + collected.viaCollective.length));
    return collected;
  };
  const likely = context.reading.documents.likely;
  let found = await collect(ask.roles, scope);
  if (named.length === 0 && likely.length > 0) {
    const narrowed = await collect(ask.roles, narrowScope(scope, likely));
    if (narrowed.tasks.length > 0) found = narrowed;
  }
  let note = '';
  if (found.tasks.length === 0 && ask.roles.length > 0) {
    const any = await collect([], scope);
    if (any.tasks.length > 0 && (await useRoles(any.tasks, ask.roles, context)))
      return refuseRole(ask, unit, any);
    if (any.tasks.length > 0) {
      const wanted = ask.roles.map((role) => ROLE_NAMES[role]).join('、');
      note = `条款中没有把${escapeMarkdown(unit.mention)}列为${wanted}，以下按原文角色列出。`;
      found = any;
    }
  }
  const inYears = found.tasks.filter((task) =>
    task.clauses.some((clause) => fitsYears(clause, clause.text, context, false)),
  );
  if (inYears.length === 0 && found.tasks.length > 0) {
    return refuse(
      'no-evidence',
      `已收录的文件没有${context.reading.years.join('、')}年的相应内容。`,
      found.tasks.slice(0, 3).map((task) => task.clauses[0]!),
    );
  }
  found = { ...found, tasks: inYears };
  const narrowed = await narrowByTopic(ask, found, context);
  if (narrowed === null && named.length === 0 && likely.length > 0) {
    const anywhere = await collect(ask.roles, scope);
    const kept = await narrowByTopic(ask, anywhere, context);
    if (kept !== null && kept.length > 0)
      return render(ask, unit, { ...anywhere, tasks: kept }, { note, left, context });
  }
  if (narrowed === null) return refuseTopic(ask, unit, found);
  if (narrowed.length === 0) return refuseUnit(unit, found, context);
  return render(ask, unit, { ...found, tasks: narrowed }, { note, left, context });
}

/**
 * The tasks that carry the topic, where it is one. Words that name the document or that no clause knows are left out; null
 * where a topic of other clauses is left that none of the unit's tasks carries.
 */
async function narrowByTopic(
  ask: Ask,
  found: UnitTasks,
  context: AnswerContext,
): Promise<readonly UnitTask[] | null> {
  if (ask.topic.length === 0 || found.tasks.length === 0) return found.tasks;
  const whole = await weighTopic(
    ask.topic,
    context.snapshot.keywords,
    context.scope.visibility,
    GENERIC_WORDS,
  );
  const names = [
    ...new Set(found.tasks.map((task) => context.corpus.namesOf(task.clauses[0]!.documentId))),
  ].join(' ');
  const foreign = whole.runs.map((_, i) => {
    const members = whole.words.filter((word) => word.run === i);
    return members.some((word) => !word.isUnknown && coverWord(word, names) < 0.75);
  });
  const words = whole.words.filter((word) => foreign[word.run] && !word.isUnknown);
  const topic = { ...whole, words, total: words.reduce((sum, word) => sum + word.weight, 0) };
  if (topic.total < LEAST_TOPIC)
    return whole.words.some((word) => word.isUnknown && word.text.length >= 4) ? null : found.tasks;
  countWork(STEPS_A_TASK_AND_WORD * Math.min(MOST_COUNTED, found.tasks.length) * topic.words.length);
  const scored = found.tasks.map((task) => ({
    task,
    cover: Math.max(
      ...task.clauses.map((clause) => {
        const view = viewClause(clause);
        return coverTopic(topic, `${view.body} ${view.trail}`);
      }),
    ),
  }));
  const best = Math.max(...scored.map((entry) => entry.cover));
  if (best >= 0.6)
    return scored.filter((entry) => entry.cover >= Math.max(0.6, best * 0.8)).map((entry) => entry.task);
  return best >= 0.3 || topic.total < 0.6 ? found.tasks : null;
}

function render(
  ask: Ask,
  unit: AskedUnit,
  found: UnitTasks,
  { note, left, context }: { readonly note: string; readonly left: number; readonly context: AnswerContext },
): Draft {
  const { tasks, viaCollective } = found;
  const documents = [...new Set(tasks.map((task) => task.clauses[0]!.documentId))];
  const statements: DraftStatement[] = [];
  const units: AnswerUnit[] = [];
  const scopeText =
    documents.length === 1
      ? `《${escapeMarkdown(context.corpus.documentById.get(documents[0]!)?.title ?? '')}》中，`
      : `${documents.length}份文件中，`;
  const names = [...new Set(tasks.flatMap((task) => task.names))].map(escapeMarkdown).join('、');
  const counts = countRoles(tasks);
  const asked = note === '' && ask.roles.length === 1 ? ROLE_ACTS[ask.roles[0]!] : '';
  const listed = countShown(tasks, ({ clauses }) => clauses.length, left);
  const byDocument =
    documents.length > 1 && documents.length <= FEW_DOCUMENTS && tasks.length > FEW_TASKS
      ? `：${documents.map((id) => `《${escapeMarkdown(context.corpus.documentById.get(id)?.title ?? '')}》${tasks.filter((task) => task.clauses[0]!.documentId === id).length}项`).join('，')}`
      : '';
  statements.push({
    text: `${note}${scopeText}${names}${asked}共有${tasks.length}项任务${counts}${saysShown(listed, tasks.length, '项')}${byDocument}。`,
    quotes: [],
  });
  for (const [i, task] of tasks.slice(0, listed).entries()) {
    const shown = task.clauses;
    const first = shown[0]!;
    const title =
      documents.length > 1
        ? `《${escapeMarkdown(context.corpus.documentById.get(first.documentId)?.title ?? '')}》`
        : '';
    const inScope = first.units.filter((assignment) => isUnitInScope(assignment, context.scope));
    const roles =
      ask.wantsUnits && inScope.length > 0
        ? renderUnits(inScope)
        : task.roles.map((role) => ROLE_NAMES[role]).join('、');
    statements.push({
      text: `${i + 1}. ${title}${taskText(task)}（${roles}）${tasks.length <= FEW_TASKS ? firstWords(task) : ''}`,
      quotes: shown.map((clause) => quoteOf(clause, viewClause(clause).sentences[0] ?? null)),
    });
    for (const clause of shown) {
      const own = clause.units.filter((assignment) => ask.wantsUnits || isAsked(assignment, task, ask.roles));
      units.push(...toAnswerUnits(clause, own, context.unitDirectory, context.corpus.jurisdiction));
    }
  }
  if (viaCollective.length > 0) {
    statements.push({
      text: `另有${viaCollective.length}条以“各区人民政府”等集合名称涉及${escapeMarkdown(unit.mention)}，未点名，另列不计。`,
      quotes: [],
    });
  }
  return {
    kind: 'answer',
    statements,
    units,
    total: tasks.length,
    query: queryOf(ask, unit, context),
    viaCollective: viaCollective.slice(0, left).flatMap((clause) => {
      const document = context.corpus.documentById.get(clause.documentId);
      return document ? [summarizeClause(clause, document)] : [];
    }),
  };
}

/** 「市发展改革委配合的共有15项任务」 */
const ROLE_ACTS: Readonly<Record<UnitRole, string>> = {
  lead: '牵头的',
  supporting: '配合的',
  responsible: '负责的',
};

/** The list as a query, for what is asked about it next. */
function queryOf({ roles }: Ask, { mention }: AskedUnit, { reading }: AnswerContext): Query {
  const { named } = reading.documents;
  return {
    find: 'clauses',
    where: {
      ...(named.length > 0 && named.length <= 100 && { documentIds: [...named] }),
      ...(roles.length > 0 && { roles: [...roles] }),
      units: { all: [mention] },
      collectives: 'exclude',
    },
  };
}

function isAsked(assignment: UnitAssignment, task: UnitTask, roles: readonly UnitRole[]): boolean {
  return task.names.includes(assignment.name) && (roles.length === 0 || roles.includes(assignment.role));
}

/** 「（牵头2项、配合3项）」 where the roles differ. */
function countRoles(tasks: readonly UnitTask[]): string {
  const words = { lead: '牵头', supporting: '配合', responsible: '负责' } as const;
  const parts = (['lead', 'supporting', 'responsible'] as const).flatMap((role) => {
    const count = tasks.filter((task) => task.roles.includes(role)).length;
    return count > 0 ? [`${words[role]}${count}项`] : [];
  });
  return parts.length > 1 ? `（${parts.join('、')}）` : '';
}

/** What a titled task says first: 「：推进沿江粮仓改造…」. */
export function firstWords(task: Pick<UnitTask, 'clauses'>): string {
  const first = task.clauses[0];
  const sentence = first && first.title !== '' ? viewClause(first).sentences[0] : undefined;
  if (!first || !sentence) return '';
  const text = first.text.slice(sentence.start, sentence.end).replace(/[。；]$/, '');
  return `：${escapeMarkdown(text.length > LONGEST_FIRST_WORDS ? `${text.slice(0, LONGEST_FIRST_WORDS)}…` : text)}`;
}

/** The title; for rows without one the text itself, up to its first sentences. */
export function taskText(task: Pick<UnitTask, 'clauses'>): string {
  const [first, ...others] = task.clauses;
  if (!first) return '';
  if (first.title !== '')
    return [first, ...others].map((clause) => escapeMarkdown(clause.title || clauseName(clause))).join('、');
  const view = viewClause(first);
  let text = '';
  for (const { start, end } of view.sentences) {
    const next = text + first.text.slice(start, end);
    if (text !== '' && next.length > LONGEST_WHOLE_TEXT) break;
    text = next;
  }
  return escapeMarkdown(text.replace(/[。；]$/, ''));
}

function refuseUnit(unit: AskedUnit, found: UnitTasks, context: AnswerContext): Draft {
  const titles = context.corpus.documents
    .filter((document) => context.reading.documents.named.includes(document.documentId))
    .map((document) => `《${document.title}》`)
    .join('、');
  const place = titles === '' ? '已收录的文件' : titles;
  const via =
    found.viaCollective.length > 0 ? `，只有${found.viaCollective.length}条以集合名称可能涉及它` : '';
  return refuse(
    'no-evidence',
    `${place}中没有点名“${unit.mention}”的条款${via}。`,
    found.viaCollective.slice(0, 3),
  );
}

/** Whether the documents of these tasks name units in such a role at all: where all are 责任单位, 牵头 means them. */
async function useRoles(
  tasks: readonly UnitTask[],
  roles: readonly UnitRole[],
  { snapshot, scope }: AnswerContext,
): Promise<boolean> {
  const ids = [...new Set(tasks.map((task) => task.clauses[0]!.documentId))];
  const lists = await snapshot.clauses.getDocumentClauses(ids, scope.visibility);
  countWork(lists.reduce((sum, clauses) => sum + clauses.length, 0));
  return lists.some((clauses) => clauses.some(({ units }) => units.some(({ role }) => roles.includes(role))));
}

function refuseRole(ask: Ask, unit: AskedUnit, found: UnitTasks): Draft {
  const wanted = ask.roles.map((role) => ROLE_NAMES[role]).join('、');
  return refuse(
    'no-evidence',
    `条款中没有把“${unit.mention}”列为${wanted}；它以其他角色共有${found.tasks.length}项任务${countRoles(found.tasks)}。`,
    found.tasks.slice(0, 3).map((task) => task.clauses[0]!),
  );
}

function refuseTopic(ask: Ask, unit: AskedUnit, found: UnitTasks): Draft {
  return refuse(
    'no-evidence',
    `“${unit.mention}”的${found.tasks.length}项任务中没有与“${ask.topic.join('、')}”有关的内容。`,
    found.tasks.slice(0, 3).map((task) => task.clauses[0]!),
  );
}
