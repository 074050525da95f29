import type { ClauseRecord } from '../domain/clause.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';
import { countsItems } from './add-items.ts';
import type { AnswerContext } from './answer-context.ts';
import { carriesTopic, confidenceIn, isSure } from './answerability.ts';
import { checkAttribute } from './check-attribute.ts';
import { checkPlaces, fitsYears } from './check-places-and-years.ts';
import { chooseClauses } from './choose-clauses.ts';
import { type Draft, refuse } from './draft.ts';
import { asksForDuration, asksForFigure, figureRefusal } from './figures/figure-question.ts';
import { asWellElsewhere, findFigures } from './figures/find-figures.ts';
import { composeDate } from './forms/compose-date.ts';
import { composeNumber } from './forms/compose-number.ts';
import { composeWhat } from './forms/compose-what.ts';
import { composeWho, isCompany } from './forms/compose-who.ts';
import { composeContentYesNo, composeUnitYesNo, sayVerdict } from './forms/compose-yes-no.ts';
import { findNearMiss } from './near-miss.ts';
import { asksWhether } from './verdicts/read-claim.ts';
import { verdictOf } from './verdicts/say-verdict.ts';

/** Pure rules: from the ranked evidence to an answer or a refusal. */
export function decide(
  ask: Ask,
  topic: WeighedTopic,
  ranked: readonly Evidence[],
  context: AnswerContext,
): Draft {
  const nearest = ranked.slice(0, 3).map((evidence) => evidence.clause);
  if (ask.form === 'who') ranked = unitsFirst(ranked, topic, ask);
  if (ask.form === 'yes-no' && ask.units.length > 0) ranked = namedFirst(ranked, ask);
  const best = ranked[0];
  if (!best) return refuse('no-evidence', '已收录的文件中没有找到相关条款。');
  const draft = decideBest(best, { ask, topic, ranked, nearest, context });
  const confidence = context.reading.isBoundToFocus ? null : confidenceIn(best, topic, ranked);
  return confidence === null ? draft : { ...draft, confidence };
}

interface Weighed {
  readonly ask: Ask;
  readonly topic: WeighedTopic;
  readonly ranked: readonly Evidence[];
  /** Nearest to the question, whatever its form prefers. */
  readonly nearest: readonly ClauseRecord[];
  readonly context: AnswerContext;
}

function decideBest(best: Evidence, { ask, topic, ranked, nearest, context }: Weighed): Draft {
  const { reading } = context;
  const placed = checkPlaces(context, best);
  if (placed) return { ...placed, nearest, lacks: 'place' };
  const attributed = checkAttribute(ask, topic, ranked);
  if (attributed) return { ...attributed, nearest, lacks: 'fact' };
  const bound = reading.isBoundToFocus;

  const figures = findFigures(ask, topic, ranked, context);
  const asksForTerm = !asksForDuration(ask) || /期限|时限|完成/u.test(ask.text);
  if (ask.attribute === 'date' && figures.length === 0 && asksForTerm) {
    const dated = composeDate(best, context, bound || carriesTopic(best, topic, ranked, ask.headNoun));
    if (dated) return dated;
  }
  if (asksForFigure(ask)) {
    if (figures.length === 0 && countsItems(ask.text, best.clause))
      return composeWhat(ask, topic, [best], context);
    if (figures.length === 0)
      return { ...refuse('no-evidence', figureRefusal(ask, reading.years), nearest), lacks: 'fact' };
    const isOfOne = reading.documents.named.length === 1 || bound;
    return composeNumber(ask, isOfOne ? figures.slice(0, 1) : asWellElsewhere(figures), context);
  }
  if (!bound && !carriesTopic(best, topic, ranked, ask.headNoun)) {
    return { ...refuse('no-evidence', '已收录的文件条款没有写明这一内容。', nearest), lacks: 'topic' };
  }
  const missed = bound || ask.units.length > 0 ? null : findNearMiss(best, topic);
  if (missed !== null)
    return { ...refuse('no-evidence', `已收录的文件中没有“${missed}”的条款。`, nearest), lacks: 'part' };
  const kept = (bound ? ranked : chooseClauses(ranked, context)).filter(
    (evidence) => bound || evidence === best || carriesTopic(evidence, topic, ranked, ask.headNoun),
  );
  const chosen = kept.length > 0 ? kept : [best];
  const inYears = chosen.filter((evidence) =>
    fitsYears(evidence.clause, evidence.clause.text, context, false),
  );
  if (inYears.length === 0) {
    return {
      ...refuse('no-evidence', `已收录的文件没有${reading.years.join('、')}年的相应内容。`, nearest),
      lacks: 'year',
    };
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
    return draft ?? { ...refuse('no-evidence', '条款没有说明这一点。', nearest), lacks: 'fact' };
  }
  if (ask.form === 'who') {
    const withUnits = inYears.filter((evidence) => evidence.clause.units.length > 0);
    if (withUnits.length === 0) {
      if (inYears.some(namesActor))
        return composeWhat({ ...ask, wantsUnits: false }, topic, inYears, context);
      return { ...refuse('no-evidence', '相关条款没有写明责任单位。', nearest), lacks: 'fact' };
    }
    if (ask.unitKind !== 'company') return composeWho(ask, withUnits, context);
    const ofCompanies = withUnits.filter(({ clause }) => clause.units.some(isCompany));
    if (ofCompanies.length === 0)
      return { ...refuse('no-evidence', '相关条款没有写明企业。', nearest), lacks: 'fact' };
    return composeWho(ask, ofCompanies, context);
  }
  const what = composeWhat(ask, topic, inYears, context);
  const verdict = ask.form === 'what' && asksWhether(ask.text) ? verdictOf(ask.text, inYears[0]!.view) : null;
  return verdict ? sayVerdict(verdict, what, inYears[0]!.clause) : what;
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
