import type { Ask } from '../questions/question-reading.ts';
import type { Evidence } from '../retrieval/score-evidence.ts';
import { coverWord } from '../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../retrieval/weigh-topic.ts';
import type { AnswerContext } from './answer-context.ts';
import { isSure } from './answerability.ts';
import { fitsYears } from './check-places-and-years.ts';
import { asksForDuration, statesTarget } from './figures.ts';
import { type FigureSentence, findFigureSentences, sentenceInContext } from './forms/compose-number.ts';
import { isNamedByHeading } from './quoted-heading.ts';

/** Attributes whose answer is a figure or a date in one sentence. */
const FIGURE_ATTRIBUTES = new Set(['money', 'percentage', 'area', 'date', 'measure', 'count']);

export function asksForFigure(ask: Ask): boolean {
  return (
    ask.form === 'number' ||
    (ask.attribute !== null && FIGURE_ATTRIBUTES.has(ask.attribute) && ask.form === 'what')
  );
}

/**
 * Sentences that state the figure, of the years asked for. Where none carries enough of the question's words, the best
 * clause's own: it may be asked about in quite other words, and stand out all the same.
 */
export function findFigures(
  ask: Ask,
  topic: WeighedTopic,
  ranked: readonly Evidence[],
  context: AnswerContext,
): FigureSentence[] {
  const { reading } = context;
  if (!asksForFigure(ask)) return [];
  const meant = underQuotedHeading(ask, ranked);
  const fits = ({ evidence, sentence }: FigureSentence) =>
    !namesOtherPlace(ask, topic, evidence) &&
    (!/目标/.test(ask.text) || statesTarget(sentenceInContext(evidence.clause.text, sentence))) &&
    fitsYears(evidence.clause, sentenceInContext(evidence.clause.text, sentence), context, true);
  const found = findFigureSentences(ask, topic, meant, reading.years).filter(fits);
  const [best] = meant;
  if (found.length > 0 || !best || !isSure(best, topic, ranked, ask.headNoun)) return found;
  return findFigureSentences(ask, topic, [best], reading.years, LOOSE_COVERAGE).filter(fits);
}

/** 「“智慧气象”的目标是多少」: what is quoted as a heading is printed is that clause or what stands below it, and no other. */
function underQuotedHeading({ text }: Ask, ranked: readonly Evidence[]): readonly Evidence[] {
  const meant = ranked.filter(({ clause }) => isNamedByHeading(text, clause));
  return meant.length > 0 ? meant : ranked;
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
export function asWellElsewhere(figures: readonly FigureSentence[]): FigureSentence[] {
  const [best] = figures;
  if (!best) return [];
  const perDocument = new Map<string, FigureSentence>();
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

/** 「多久之内赔完」 is not answered by the day on which the task ends; 「期限」 may be, where no span is stated. */
export function asksOnlyForDuration({ text }: Ask, figures: readonly FigureSentence[]): boolean {
  return asksForDuration(text) && (figures.length > 0 || !/期限|时限|什么时候|何时|完成/.test(text));
}

/** Why no figure is given, in the words of what was asked. */
export function figureRefusal(ask: Ask, years: readonly number[]): string {
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
