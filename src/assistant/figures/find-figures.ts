import type { Ask } from '../../questions/question-reading.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import { coverTopic, coverWord } from '../../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../../retrieval/weigh-topic.ts';
import type { AnswerContext } from '../answer-context.ts';
import { isSure } from '../answerability.ts';
import { fitsYears } from '../check-places-and-years.ts';
import { isNamedByHeading } from '../quoted-heading.ts';
import { fittingFigures } from './choose-figures.ts';
import { asksForFigure, figureQuestion } from './figure-question.ts';
import type { StatedFigure } from './stated-figures.ts';

/** A clause that states the figure asked for. */
export interface FoundFigure {
  readonly evidence: Evidence;
  readonly figure: StatedFigure;
  /** Share of the topic in the figure's sentence and its titles. */
  readonly coverage: number;
  readonly score: number;
}

const LEAST_COVERAGE = 0.6;
/** Share of the topic that a figure's sentence must carry in a clause that surely is the one asked about. */
const LOOSE_COVERAGE = 0.2;
/** Clauses that are looked at. */
const MOST_CLAUSES = 30;

/**
 * Clauses that state the figure, of the years asked for, best first; those of the turn before go first where the message leans on it.
 * Where none carries enough of the question's words, the best clause's own: it may be asked about in quite other words, and
 * stand out all the same.
 */
export function findFigures(
  ask: Ask,
  topic: WeighedTopic,
  ranked: readonly Evidence[],
  context: AnswerContext,
): FoundFigure[] {
  const { years, focusClauseIds } = context.reading;
  if (!asksForFigure(ask)) return [];
  const meant = underQuotedHeading(ask, ranked);
  const fits = ({ evidence, figure }: FoundFigure) =>
    !namesOtherPlace(ask, topic, evidence) &&
    fitsYears(evidence.clause, `${figure.lead}${figure.words}`, context, true);
  const search = (some: readonly Evidence[], least?: number) =>
    searchFigures(ask, topic, some, years, least).filter(fits);
  const isCase = ask.figure !== null && ask.figure?.case !== '';
  const focused = isCase ? [] : meant.filter(({ clause }) => focusClauseIds.includes(clause.clauseId));
  const before = focused.length > 0 ? search(focused, LOOSE_COVERAGE) : [];
  const found = before.length > 0 ? before : search(meant, isCase ? LOOSE_COVERAGE : undefined);
  const [best] = meant;
  if (found.length > 0 || !best || !isSure(best, topic, ranked, ask.headNoun)) return found;
  return search([best], LOOSE_COVERAGE);
}

/**
 * The figures whose sentence and its titles carry the topic with its head noun, best first. A clause on the subject
 * without such a sentence does not answer (「造价多少」 beside a clause on that pier). `leastCoverage`: share of the topic.
 */
export function searchFigures(
  ask: Ask,
  whole: WeighedTopic,
  ranked: readonly Evidence[],
  years: readonly number[],
  leastCoverage = LEAST_COVERAGE,
): FoundFigure[] {
  const topic = discountUnknown(whole);
  const question = figureQuestion(ask, years);
  const found = ranked.slice(0, MOST_CLAUSES).flatMap((evidence, rank): FoundFigure[] => {
    const { view, documentNames } = evidence;
    return fittingFigures(question, view, documentNames).flatMap((one): FoundFigure[] => {
      const { figure, score } = one;
      const near = `${view.title} ${figure.lead} ${figure.words}`;
      const bare = Math.max(coverTopic(topic, near), 2 * one.near);
      const around = `${near} ${view.trail} ${documentNames}`;
      const all = rank < WHOLE_READ ? `${around} ${view.body}` : around;
      const coverage = Math.max(coverTopic(topic, all), one.around);
      const isMeant =
        coverage >= leastCoverage &&
        bare >= Math.min(LEAST_NEAR, leastCoverage) &&
        holdsHead(ask, topic, near, around);
      return isMeant ? [{ evidence, figure, coverage, score: score + SEARCH_SHARE * evidence.score }] : [];
    });
  });
  return found.sort((a, b) => b.score - a.score || a.evidence.clause.order - b.evidence.clause.order);
}

/** What the sentence, its lead and the clause's title have of it. */
const LEAST_NEAR = 0.3;
const SEARCH_SHARE = 0.4;
/** Of so many clauses, the best, another sentence may tell what the figure is of. */
const WHOLE_READ = 2;

/** 「“智慧气象”的目标是多少」: what is quoted as a heading is printed is that clause or what stands below it, and no other. */
function underQuotedHeading({ text }: Ask, ranked: readonly Evidence[]): readonly Evidence[] {
  const meant = ranked.filter(({ clause }) => isNamedByHeading(text, clause));
  return meant.length > 0 ? meant : ranked;
}

/** Words that no clause knows (新装, 一年) weigh little, unless they are what is counted. */
function discountUnknown(topic: WeighedTopic): WeighedTopic {
  const last = topic.words.at(-1);
  const words = topic.words.map((word) =>
    word.isUnknown && word !== last ? { ...word, weight: word.weight * 0.3 } : word,
  );
  return { ...topic, words, total: words.reduce((sum, word) => sum + word.weight, 0) };
}

/** What is counted must stand in the sentence itself, its lead or its title: 示范学校, 激活率, 总投资. */
function holdsHead(ask: Ask, topic: WeighedTopic, sentence: string, around: string): boolean {
  if (ask.headNoun !== '') {
    const asked = topic.words.filter((word) => ask.headNoun.toLowerCase().includes(word.text));
    if (asked.length > 0 && asked.every((word) => coverWord(word, sentence) < 0.5)) return false;
    const unknown = asked.filter((word) => word.isUnknown && coverWord(word, sentence) < 0.4);
    if (unknown.length > 0) return false;
  }
  const noun = ask.figureNoun.toLowerCase();
  const counted = noun === '' ? [] : topic.words.filter((word) => noun.includes(word.text));
  const heads = counted.length > 0 ? counted.slice(-2) : topic.words.slice(-2);
  if (heads.length === 0) return true;
  return heads.some((word) => coverWord(word, counted.length > 0 ? sentence : around) >= 0.5);
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

/** The best figure and those that other documents state as plainly, best first. */
export function asWellElsewhere(figures: readonly FoundFigure[]): FoundFigure[] {
  const [best] = figures;
  if (!best) return [];
  const perDocument = new Map<string, FoundFigure>();
  for (const found of figures) {
    const { documentId } = found.evidence.clause;
    if (perDocument.has(documentId)) continue;
    if (
      found === best ||
      (found.score >= AS_PLAIN * best.score && found.coverage >= AS_PLAIN * best.coverage)
    )
      perDocument.set(documentId, found);
  }
  return [...perDocument.values()];
}

/** Share of the best figure's agreement from which on another document states one as plainly. */
const AS_PLAIN = 0.9;
