import type { ClauseRecord } from '../domain/clause.ts';
import { findDocumentsByPlace } from '../questions/find-places.ts';
import { GENERIC_WORDS } from '../questions/generic-words.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { scoreEvidence } from '../retrieval/score-evidence.ts';
import { type WeighedTopic, weighTopic } from '../retrieval/weigh-topic.ts';
import { addItems } from './add-items.ts';
import type { AnswerContext } from './answer-context.ts';
import { asksForEach, isSide, namesTwoClauses, TITLED } from './asks-several.ts';
import { checkPlaces } from './check-places-and-years.ts';
import { joinedTopics } from './compare-sides.ts';
import { decide } from './decide.ts';
import { type Draft, refuse } from './draft.ts';
import { composeCompare } from './forms/compose-compare.ts';
import { composeHeadingList } from './forms/compose-heading-list.ts';
import { composeMentions, findMentions } from './forms/compose-mentions.ts';
import { composeUnitList } from './forms/compose-unit-list.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { isInScope, narrowScope } from './search-scope.ts';
import { MOST_LISTED_DOCUMENTS } from './work-limits.ts';

/**
 * What the form of an ask proposes: an answer, or why it has none. The judge decides what becomes of it. Documents that were
 * only taken over from the turn before are given up where they do not answer.
 */
export async function proposeByForm(ask: Ask, context: AnswerContext): Promise<Draft> {
  const draft = await answerByForm(ask, context);
  const { documents } = context.reading;
  if (draft.kind === 'answer' || !documents.isCarried) return draft;
  const freed = { named: [], likely: documents.named, mentions: [] };
  const retried = await answerByForm(ask, {
    ...context,
    reading: { ...context.reading, documents: freed, focusClauseIds: [], isBoundToFocus: false },
  });
  return retried.kind === 'answer' ? retried : draft;
}

async function answerByForm(ask: Ask, context: AnswerContext): Promise<Draft> {
  const { reading } = context;
  if (ask.attribute === 'opinion' || (ask.attribute === 'everyday' && !isPartOfThing(ask))) {
    const refusal = refuse(
      'out-of-scope',
      ask.attribute === 'opinion'
        ? '这是在征求看法，文件条款只说明任务和分工，不作评价。'
        : '这个问题与已收录的政策文件无关。',
    );
    return { ...refusal, lacks: 'question' };
  }
  if (narrowScope(context.scope, reading.documents.named).documentIds?.length === 0)
    return { ...refuse('no-evidence', '问题所指的文件不在所选的文件之内。'), isFinal: true };
  const comparesUnits =
    ask.form === 'compare' &&
    (ask.topic.length === 0 ||
      (ask.units.length >= 2 && /任务|职责|分工|工作|活儿?/.test(ask.text) && joinedTopics(ask) === null));
  const isUnitList =
    (ask.form === 'list' || ask.form === 'how-many' || comparesUnits) && ask.units.length > 0;
  if (isUnitList) {
    const placed = checkPlaces(context, null);
    return placed ?? computed(await composeUnitList(ask, context));
  }
  if (
    ask.form === 'what' &&
    ask.attribute === null &&
    ask.units.some((unit) => unit.names.length + unit.bySuccession.length > 0)
  ) {
    // 「市粮食局在冷库方案里要做什么」: a body's name without another question asks for its tasks.
    const listed = await composeUnitList(ask, context);
    if (listed.kind === 'answer') return computed(listed);
  }
  const places = ask.form === 'compare' ? [] : findDocumentsByPlace(ask.text, context.corpus.documents);
  const foreign =
    ask.form === 'compare' ? reading.places.find(({ place }) => isSide(ask.text, place)) : undefined;
  if (foreign)
    return { ...refuse('out-of-scope', `已收录的文件不涉及${foreign.place}的政策。`), lacks: 'place' };
  if (
    ask.form === 'compare' ||
    asksForEach(ask) ||
    (await namesTwoClauses(ask, context)) ||
    (places.length >= 2 && reading.documents.named.length === 0)
  ) {
    return computed(await composeCompare(ask, context));
  }
  if (ask.mentionedWords.length > 0) return computed(await composeMentions(ask, ask.mentionedWords, context));
  if (ask.topic.length === 0 && !reading.isBoundToFocus) return await answerWithoutTopic(ask, context);

  const { topic, ranked } = await gather(ask, context);
  const outside = await standsOutside(ask, ranked[0], context);
  if (outside) return outside;
  if ((ask.form === 'list' || ask.form === 'how-many') && !reading.isBoundToFocus) {
    const documentIds = listedDocuments(ranked, context);
    const listed = await composeHeadingList(ask, documentIds, context);
    if (listed) return computed(listed);
    if (ask.units.length === 0 && /条款|[几些]条|[几些]项规定/.test(ask.text)) {
      const words =
        quotedWords(ask.text) ??
        topic.words.filter((word) => word.weight >= TELLING).map((word) => word.text);
      const clauses = words.length > 0 ? await findMentions(words, context, false) : [];
      if (clauses.length > 0 && clauses.length <= MOST_LISTED)
        return computed(await composeMentions(ask, words, context));
    }
    if (ask.attribute === 'count') {
      const figure = decide({ ...ask, form: 'number' }, topic, ranked, context);
      if (figure.kind === 'answer') return await addItems(figure, context, ask.text);
    }
  }
  if (ask.form === 'exists') {
    const clauses = await findMentions(ask.topic, context, false);
    if (clauses.length > 0 && clauses.length <= 3)
      return prefixYes(await composeMentions(ask, ask.topic, context));
  }
  const draft = decide(ask, topic, ranked, context);
  return await addItems(draft, context, ask.text);
}

async function gather(
  ask: Ask,
  context: AnswerContext,
): Promise<{ topic: WeighedTopic; ranked: readonly Evidence[] }> {
  const { reading, snapshot } = context;
  if (!reading.isBoundToFocus) return await gatherEvidence(ask, context);
  const clauses = await snapshot.clauses.getClauses(reading.focusClauseIds, context.scope.visibility);
  const topic = await weighTopic(ask.topic, snapshot.keywords, context.scope.visibility, GENERIC_WORDS);
  const ranked = clauses
    .filter((clause): clause is ClauseRecord => clause !== undefined && isInScope(clause, context.scope))
    .map((clause) => scoreEvidence(clause, topic, { search: 1, document: 0, focus: 1, unit: 0, form: 0 }));
  return { topic, ranked };
}

/**
 * A refusal where the caller chose units or a role and the topic stands in a clause of others far better than in any of
 * theirs: 「治理扬尘由谁负责」 asked of 市财政局 must not be answered with a task of that bureau on something else.
 */
async function standsOutside(
  ask: Ask,
  best: Evidence | undefined,
  context: AnswerContext,
): Promise<Draft | null> {
  const { units, role, ...open } = context.scope;
  if ((!units && !role) || context.reading.isBoundToFocus) return null;
  const { ranked } = await gatherEvidence(ask, context, { scope: open });
  const top = ranked[0];
  if (!top || top.clause.clauseId === best?.clause.clauseId) return null;
  const isAsWell =
    best !== undefined &&
    best.coverage >= AS_WELL * top.coverage &&
    (top.titleFit < TITLED || best.titleFit >= AS_WELL * top.titleFit);
  if (isAsWell) return null;
  const message = `${units ? '所选单位' : '所选角色'}的条款没有写明这一内容。`;
  return { ...refuse('no-evidence', message, [(best ?? top).clause]), isFinal: true };
}

/** Weight from which on a word tells what is asked about. */
const TELLING = 0.35;
/** More clauses than that carry every word by chance. */
const MOST_LISTED = 25;

function quotedWords(text: string): string[] | null {
  const quoted = [...text.matchAll(/“([^”]{2,30})”/g)].map((match) => match[1]!);
  return quoted.length > 0 ? quoted : null;
}

/** Share of the better clause's agreement with the topic from which on another clause is on it too. */
const AS_WELL = 0.9;

/** Only a document is named: 「渔港建设行动计划由谁负责」 is asked of the document as a whole. */
async function answerWithoutTopic(ask: Ask, context: AnswerContext): Promise<Draft> {
  const { reading, corpus } = context;
  const unclear = refuse('unclear', '没有看出您问的是哪项任务或哪个单位，请补充任务名称、文件或单位。');
  if (ask.form === 'list' || ask.form === 'how-many' || ask.form === 'what') {
    const documentIds = reading.documents.named.slice(0, MOST_LISTED_DOCUMENTS);
    const listed = await composeHeadingList(ask, documentIds, context);
    if (listed) return computed(listed);
  }
  const title = corpus.documentById.get(reading.documents.named[0] ?? '')?.title;
  if (title === undefined) return unclear;
  const { topic, ranked } = await gatherEvidence(ask, context, { topic: [title] });
  const best = ranked[0];
  if (!best || (ask.form === 'who' && best.clause.units.length === 0)) return unclear;
  return decide({ ...ask, topic: [title] }, topic, ranked, context);
}

/** 「建天气雷达」: what sounds like small talk is the first half of a thing, and the documents may know that thing. */
function isPartOfThing(ask: Ask): boolean {
  return ask.topic.some((run) => EVERYDAY_OPENING.test(run));
}

const EVERYDAY_OPENING = /(?:天气|气温|下雨|油价|房价|汇率|电影|股票)(?=\p{Script=Han}{2})/u;

function listedDocuments(ranked: readonly Evidence[], context: AnswerContext): string[] {
  const { named, likely } = context.reading.documents;
  const meant = named.length > 0 ? named : likely;
  if (meant.length > MOST_LISTED_DOCUMENTS) {
    const found = new Set(ranked.map((evidence) => evidence.clause.documentId));
    return meant.filter((id) => found.has(id)).slice(0, MOST_LISTED_DOCUMENTS);
  }
  if (meant.length > 0) return [...meant];
  return [...new Set(ranked.slice(0, 5).map((evidence) => evidence.clause.documentId))];
}

/** Marks what was computed over an index of records, complete by construction. */
function computed(draft: Draft): Draft {
  return draft.kind === 'answer' ? { ...draft, isComputed: true } : draft;
}

function prefixYes(draft: Draft): Draft {
  if (draft.kind === 'refusal') return draft;
  const [first, ...rest] = draft.statements;
  return first ? { ...draft, statements: [{ ...first, text: `有。${first.text}` }, ...rest] } : draft;
}
