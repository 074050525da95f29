import type { ClauseRecord } from '../domain/clause.ts';
import { findDocumentsByPlace } from '../questions/find-places.ts';
import { GENERIC_WORDS } from '../questions/generic-words.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { scoreEvidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import { type WeighedTopic, weighTopic } from '../retrieval/weigh-topic.ts';
import { addItems } from './add-items.ts';
import type { AnswerContext } from './answer-context.ts';
import { carriesTopic, isSure } from './answerability.ts';
import { checkAttribute } from './check-attribute.ts';
import { checkPlaces, fitsYears } from './check-places-and-years.ts';
import { chooseClauses } from './choose-clauses.ts';
import { joinedTopics } from './compare-sides.ts';
import { type Draft, refuse } from './draft.ts';
import { asksForDuration } from './figures.ts';
import { composeCompare } from './forms/compose-compare.ts';
import { composeDate } from './forms/compose-date.ts';
import { composeHeadingList } from './forms/compose-heading-list.ts';
import { composeMentions, findMentions } from './forms/compose-mentions.ts';
import {
  composeNumber,
  type FigureSentence,
  findFigureSentences,
  sentenceInContext,
} from './forms/compose-number.ts';
import { composeUnitList } from './forms/compose-unit-list.ts';
import { composeWhat } from './forms/compose-what.ts';
import { composeWho, isCompany } from './forms/compose-who.ts';
import { composeContentYesNo, composeUnitYesNo } from './forms/compose-yes-no.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { findNearMiss } from './near-miss.ts';
import { isInScope, narrowScope } from './search-scope.ts';

/** Attributes whose answer is a figure or a date in one sentence. */
const FIGURE_ATTRIBUTES = new Set(['money', 'percentage', 'area', 'date', 'measure', 'count']);

/**
 * Answers one ask by its form, or says why the documents do not. Documents that were only taken over from the turn before
 * are given up where they do not answer.
 */
export async function answerAsk(ask: Ask, context: AnswerContext): Promise<Draft> {
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
    return refuse(
      'out-of-scope',
      ask.attribute === 'opinion'
        ? '这是在征求看法，文件条款只说明任务和分工，不作评价。'
        : '这个问题与已收录的政策文件无关。',
    );
  }
  if (narrowScope(context.scope, reading.documents.named).documentIds?.length === 0)
    return refuse('no-evidence', '问题所指的文件不在所选的文件之内。');
  const comparesUnits =
    ask.form === 'compare' &&
    (ask.topic.length === 0 ||
      (ask.units.length >= 2 && /任务|职责|分工|工作|活儿?/.test(ask.text) && joinedTopics(ask) === null));
  const isUnitList =
    (ask.form === 'list' || ask.form === 'how-many' || comparesUnits) && ask.units.length > 0;
  if (isUnitList) {
    const placed = checkPlaces(context, null);
    return placed ?? (await composeUnitList(ask, context));
  }
  if (
    ask.form === 'what' &&
    ask.attribute === null &&
    ask.units.some((unit) => unit.names.length + unit.bySuccession.length > 0)
  ) {
    // 「市粮食局在冷库方案里要做什么」: a body's name without another question asks for its tasks.
    const listed = await composeUnitList(ask, context);
    if (listed.kind === 'answer') return listed;
  }
  const places = ask.form === 'compare' ? [] : findDocumentsByPlace(ask.text, context.corpus.documents);
  const foreign =
    ask.form === 'compare' ? reading.places.find(({ place }) => isSide(ask.text, place)) : undefined;
  if (foreign) return refuse('out-of-scope', `已收录的文件不涉及${foreign.place}的政策。`);
  if (
    ask.form === 'compare' ||
    asksForEach(ask) ||
    (await namesTwoClauses(ask, context)) ||
    (places.length >= 2 && reading.documents.named.length === 0)
  ) {
    return await composeCompare(ask, context);
  }
  if (ask.mentionedWords.length > 0) return await composeMentions(ask, ask.mentionedWords, context);
  if (ask.topic.length === 0 && !reading.isBoundToFocus) return await answerWithoutTopic(ask, context);

  const { topic, ranked } = await gather(ask, context);
  const outside = await standsOutside(ask, ranked[0], context);
  if (outside) return outside;
  if ((ask.form === 'list' || ask.form === 'how-many') && !reading.isBoundToFocus) {
    const documentIds = listedDocuments(ranked, context);
    const listed = await composeHeadingList(ask, documentIds, context);
    if (listed) return listed;
    if (ask.units.length === 0 && /条款|[几些]条|[几些]项规定/.test(ask.text)) {
      const words =
        quotedWords(ask.text) ??
        topic.words.filter((word) => word.weight >= TELLING).map((word) => word.text);
      const clauses = words.length > 0 ? await findMentions(words, context, false) : [];
      if (clauses.length > 0 && clauses.length <= MOST_LISTED)
        return await composeMentions(ask, words, context);
    }
    if (ask.attribute === 'count') {
      const figure = decide({ ...ask, form: 'number' }, topic, ranked, context);
      if (figure.kind === 'answer') return figure;
    }
  }
  if (ask.form === 'exists') {
    const clauses = await findMentions(ask.topic, context, false);
    if (clauses.length > 0 && clauses.length <= 3)
      return prefixYes(await composeMentions(ask, ask.topic, context));
  }
  const draft = decide(ask, topic, ranked, context);
  return ask.form === 'what' ? await addItems(draft, context) : draft;
}

async function gather(
  ask: Ask,
  context: AnswerContext,
): Promise<{ topic: WeighedTopic; ranked: readonly Evidence[] }> {
  const { reading, snapshot } = context;
  if (!reading.isBoundToFocus) return await gatherEvidence(ask, context);
  const clauses = await snapshot.clauses.getClauses(reading.focusClauseIds, context.scope.visibility);
  const topic = await weighTopic(ask.topic, snapshot.keywords, GENERIC_WORDS);
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
  return refuse('no-evidence', message, [(best ?? top).clause]);
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

/** Pure rules: from the ranked evidence to an answer or a refusal. */
function decide(ask: Ask, topic: WeighedTopic, ranked: readonly Evidence[], context: AnswerContext): Draft {
  const { reading } = context;
  const nearest = ranked.slice(0, 3).map((evidence) => evidence.clause);
  if (ask.form === 'who') ranked = unitsFirst(ranked, topic, ask);
  if (ask.form === 'yes-no' && ask.units.length > 0) ranked = namedFirst(ranked, ask);
  const best = ranked[0];
  if (!best) return refuse('no-evidence', '已收录的文件中没有找到相关条款。');
  const placed = checkPlaces(context, best);
  if (placed) return { ...placed, nearest };
  const attributed = checkAttribute(ask, topic, ranked);
  if (attributed) return { ...attributed, nearest };
  const bound = reading.isBoundToFocus;

  const figures = findFigures(ask, topic, ranked, context);
  if (ask.attribute === 'date' && !asksOnlyForDuration(ask, figures)) {
    const dated = composeDate(best, context, bound || carriesTopic(best, topic, ranked, ask.headNoun));
    if (dated) return dated;
  }
  if (asksForFigure(ask)) {
    if (figures.length === 0) return refuse('no-evidence', figureRefusal(ask, reading.years), nearest);
    const isOfOne = reading.documents.named.length === 1 || bound;
    return composeNumber(ask, topic, isOfOne ? figures.slice(0, 1) : asWellElsewhere(figures), context);
  }
  if (!bound && !carriesTopic(best, topic, ranked, ask.headNoun)) {
    return refuse('no-evidence', '已收录的文件条款没有写明这一内容。', nearest);
  }
  const missed = bound || ask.units.length > 0 ? null : findNearMiss(best, topic);
  if (missed !== null) return refuse('no-evidence', `已收录的文件中没有“${missed}”的条款。`, nearest);
  const kept = (bound ? ranked : chooseClauses(ranked, context)).filter(
    (evidence) => bound || evidence === best || carriesTopic(evidence, topic, ranked, ask.headNoun),
  );
  const chosen = kept.length > 0 ? kept : [best];
  const inYears = chosen.filter((evidence) =>
    fitsYears(evidence.clause, evidence.clause.text, context, false),
  );
  if (inYears.length === 0) {
    return refuse('no-evidence', `已收录的文件没有${reading.years.join('、')}年的相应内容。`, nearest);
  }
  if (ask.form === 'yes-no') {
    if (ask.units.length > 0 && inYears.some(({ clause }) => clause.units.length > 0))
      return composeUnitYesNo(ask, inYears, context);
    const draft = composeContentYesNo(
      ask,
      topic,
      inYears,
      context,
      isSure(best, topic, ranked, ask.headNoun),
    );
    return draft ?? refuse('no-evidence', '条款没有说明这一点。', nearest);
  }
  if (ask.form === 'who') {
    const withUnits = inYears.filter((evidence) => evidence.clause.units.length > 0);
    if (withUnits.length === 0) {
      if (inYears.some(namesActor))
        return composeWhat({ ...ask, wantsUnits: false }, topic, inYears, context);
      return refuse('no-evidence', '相关条款没有写明责任单位。', nearest);
    }
    if (ask.unitKind !== 'company') return composeWho(ask, withUnits, context);
    const ofCompanies = withUnits.filter(({ clause }) => clause.units.some(isCompany));
    if (ofCompanies.length === 0) return refuse('no-evidence', '相关条款没有写明企业。', nearest);
    return composeWho(ask, ofCompanies, context);
  }
  return composeWhat(ask, topic, inYears, context);
}

/** 「多久之内赔完」 is not answered by the day on which the task ends; 「期限」 may be, where no span is stated. */
function asksOnlyForDuration({ text }: Ask, figures: readonly FigureSentence[]): boolean {
  return asksForDuration(text) && (figures.length > 0 || !/期限|时限|什么时候|何时|完成/.test(text));
}

/** 「天津和重庆哪个更高」: a place that no document is of is one of the sides; not in 「与重庆合作的两项任务」. */
function isSide(text: string, place: string): boolean {
  const at = text.indexOf(place);
  return (
    at >= 0 &&
    !/^(?:市|省)?[^，。？]{0,4}(?:合作|协同|对接|联动|衔接|共建|共享|共同|联合|签约|互通|结对|帮扶)/.test(
      text.slice(at + place.length),
    ) &&
    (/(?:和|与|跟|同|比|较)$/.test(text.slice(0, at)) ||
      /^(?:市|省)?(?:和|与|跟|同|比|相比)/.test(text.slice(at + place.length)))
  );
}

function asksForFigure(ask: Ask): boolean {
  return (
    ask.form === 'number' ||
    (ask.attribute !== null && FIGURE_ATTRIBUTES.has(ask.attribute) && ask.form === 'what')
  );
}

/**
 * Sentences that state the figure, of the years asked for. Where none carries enough of the question's words, the best
 * clause's own: it may be asked about in quite other words, and stand out all the same.
 */
function findFigures(
  ask: Ask,
  topic: WeighedTopic,
  ranked: readonly Evidence[],
  context: AnswerContext,
): FigureSentence[] {
  const { reading } = context;
  if (!asksForFigure(ask)) return [];
  const fits = ({ evidence, sentence }: FigureSentence) =>
    !namesOtherPlace(ask, topic, evidence) &&
    fitsYears(evidence.clause, sentenceInContext(evidence.clause.text, sentence), context, true);
  const found = findFigureSentences(ask, topic, ranked, reading.years).filter(fits);
  const [best] = ranked;
  if (found.length > 0 || !best || !isSure(best, topic, ranked, ask.headNoun)) return found;
  return findFigureSentences(ask, topic, [best], reading.years, LOOSE_COVERAGE).filter(fits);
}

/** 「黄坪乡有几处黑臭水体」: a figure of the whole county does not answer for a part that the clause does not name. */
function namesOtherPlace(ask: Ask, topic: WeighedTopic, { view, documentNames }: Evidence): boolean {
  const text = `${view.body} ${view.trail} ${documentNames}`;
  const asSubject = ask.text.match(PLACE_AS_SUBJECT) ?? [];
  return (
    topic.words.some((word) => PLACE.test(word.text) && coverWord(word, text) < 0.75) ||
    asSubject.some((place) => !text.includes(place) && !/^(?:全市|全省|全县)?[各每]/.test(place))
  );
}

/** 「…，滨海新区要完成多少」 */
const PLACE_AS_SUBJECT =
  /(?<=^|[，。？、\s])(?!每|各|全|所有|我|本|某|哪|这|那|多少|重点|中心|高新)\p{Script=Han}{2,3}(?:新区|县|区|镇|乡)(?=要|有|承担|完成|能|该|分|需)/gu;

/** 滨海新区, 云溪镇; not 园区, 老旧小区, 社区. */
const PLACE =
  /^(?!每|各|全|所有|我|本|某|哪|这|那|多少|重点|中心|贫困|示范|特色)\p{Script=Han}{2,3}(?<![园小社地城景校库辖片街灾林牧湖港矿厂营贸保新发范验护务能民行心])(?:区|县|镇|乡|街道)$/u;

/** Share of the topic that a figure's sentence must carry in a clause that surely is the one asked about. */
const LOOSE_COVERAGE = 0.2;

/** The best figure and those that other documents state as plainly, best first. */
function asWellElsewhere(figures: readonly FigureSentence[]): FigureSentence[] {
  const [best] = figures;
  if (!best) return [];
  const perDocument = new Map<string, FigureSentence>();
  for (const found of figures) {
    const { documentId } = found.evidence.clause;
    if (perDocument.has(documentId)) continue;
    if (found === best || (found.score >= AS_WELL * best.score && found.coverage >= AS_WELL * best.coverage))
      perDocument.set(documentId, found);
  }
  return [...perDocument.values()];
}

/** Only a document is named: 「渔港建设行动计划由谁负责」 is asked of the document as a whole. */
async function answerWithoutTopic(ask: Ask, context: AnswerContext): Promise<Draft> {
  const { reading, corpus } = context;
  const unclear = refuse('unclear', '没有看出您问的是哪项任务或哪个单位，请补充任务名称、文件或单位。');
  if (ask.form === 'list' || ask.form === 'how-many' || ask.form === 'what') {
    const listed = await composeHeadingList(ask, reading.documents.named, context);
    if (listed) return listed;
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
  if (named.length > 0) return [...named];
  if (likely.length > 0) return [...likely];
  return [...new Set(ranked.slice(0, 5).map((evidence) => evidence.clause.documentId))];
}

function prefixYes(draft: Draft): Draft {
  if (draft.kind === 'refusal') return draft;
  const [first, ...rest] = draft.statements;
  return first ? { ...draft, statements: [{ ...first, text: `有。${first.text}` }, ...rest] } : draft;
}

function figureRefusal(ask: Ask, years: readonly number[]): string {
  const what: Readonly<Record<string, string>> = {
    money: '金额',
    percentage: '比例',
    area: '面积',
    date: '时间',
    count: '数量',
    measure: '数值',
  };
  const year = years.length > 0 ? `${years.join('、')}年的` : '';
  return `已收录的文件条款没有写明${year}这项${what[ask.attribute ?? 'count'] ?? '数值'}。`;
}

/** For who: the best clause that names units goes first where it carries the topic. */
function unitsFirst(ranked: readonly Evidence[], topic: WeighedTopic, ask: Ask): readonly Evidence[] {
  const best = ranked.find(
    (evidence) => evidence.clause.units.length > 0 && carriesTopic(evidence, topic, ranked, ask.headNoun),
  );
  if (!best || best === ranked[0] || best.score < UNITS_FIRST * (ranked[0]?.score ?? 0)) return ranked;
  return [best, ...ranked.filter((evidence) => evidence !== best)];
}

/** Share of the best clause's score from which on one that names units goes before it. */
const UNITS_FIRST = 0.8;

/** 「由所在地街道办事处…担任管理人」 「夜市管理者应当…」: a rule that says in its text who must act. */
function namesActor({ view, bestSentence }: Evidence): boolean {
  return /由.{2,30}(?:负责|承担|担任|组织|实施|处|管理)|\p{Script=Han}{2,}(?:应当|不得|负责)/u.test(
    view.sentences[bestSentence]?.normal ?? '',
  );
}

/** 「冷库改造与渔船更新，各自牵头的是谁」: two topics, an answer for each. */
function asksForEach(ask: Ask): boolean {
  if (ask.form !== 'who' && ask.form !== 'number') return false;
  return (
    /分别|各自|各(?:是|由|归|要|有|几|多少)/.test(ask.text) &&
    joinedTopics(ask) !== null &&
    ask.roles.length < 2
  );
}

/** For yes or no of a unit: a clause that names it goes first where it carries about as much of the topic. */
function namedFirst(ranked: readonly Evidence[], ask: Ask): readonly Evidence[] {
  const names = new Set(ask.units.flatMap((unit) => [...unit.names, ...unit.bySuccession]));
  const top = ranked[0];
  const best = ranked.find((evidence) => evidence.clause.units.some((unit) => names.has(unit.name)));
  if (
    !top ||
    !best ||
    best === top ||
    top.titleFit >= 0.75 ||
    top.titleExplained >= 0.99 ||
    best.coverage < 0.8 * top.coverage
  )
    return ranked;
  return [best, ...ranked.filter((evidence) => evidence !== best)];
}

/** 「冷库改造和渔船更新由谁负责」: two runs that are each the title of a clause of its own. */
async function namesTwoClauses(ask: Ask, context: AnswerContext): Promise<boolean> {
  if (ask.form !== 'who' && ask.form !== 'yes-no') return false;
  const pair = joinedTopics(ask);
  if (pair === null || context.reading.isBoundToFocus) return false;
  const found = await Promise.all(pair.map((run) => gatherEvidence(ask, context, { topic: [run] })));
  const best = found.map(({ ranked }) => ranked[0]);
  return (
    best.every((evidence) => evidence !== undefined && evidence.titleFit >= TITLED) &&
    new Set(best.map((evidence) => evidence?.clause.clauseId)).size === best.length
  );
}

const TITLED = 0.75;
