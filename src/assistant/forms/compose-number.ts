import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { Evidence } from '../../retrieval/score-evidence.ts';
import { coverTopic, coverWord } from '../../retrieval/topic-coverage.ts';
import type { WeighedTopic } from '../../retrieval/weigh-topic.ts';
import type { AnswerContext } from '../answer-context.ts';
import { toAnswerUnits, unitsForQuote } from '../clause-units.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { type Figure, figuresFor, fitsAsk } from '../figures.ts';
import { quoteOf } from '../quotes.ts';

/** A sentence that holds the figure asked for. */
export interface FigureSentence {
  readonly evidence: Evidence;
  readonly sentence: { readonly start: number; readonly end: number };
  /** Share of the topic in the sentence and its title. */
  readonly coverage: number;
  readonly score: number;
}

const LEAST_COVERAGE = 0.6;

/**
 * Sentences that state a figure of the kind asked for and carry the topic with its head noun, best first. A clause on the
 * subject without such a sentence does not answer (「造价多少」 beside a clause on that pier).
 */
export function findFigureSentences(
  ask: Ask,
  whole: WeighedTopic,
  ranked: readonly Evidence[],
  years: readonly number[],
  leastCoverage = LEAST_COVERAGE,
): FigureSentence[] {
  const topic = discountUnknown(whole);
  const found: FigureSentence[] = [];
  ranked.slice(0, 30).forEach((evidence) => {
    const { clause, view } = evidence;
    for (const sentence of view.sentences) {
      const text = clause.text.slice(sentence.start, sentence.end);
      if (!fitsAsk(text, ask)) continue;
      const bare = coverTopic(topic, sentence.normal);
      const coverage = coverTopic(
        topic,
        `${view.title} ${view.trail} ${evidence.documentNames} ${sentence.normal}`,
      );
      if (coverage < leastCoverage || bare < Math.min(0.3, leastCoverage)) continue;
      if (!holdsHead(ask, topic, sentence.normal)) continue;
      const stated = sentenceInContext(clause.text, sentence);
      const year = years.length > 0 && years.some((value) => stated.includes(String(value))) ? 0.15 : 0;
      const focused = bestSegment(text, topic, ask);
      found.push({
        evidence,
        sentence,
        coverage,
        score: bare + 0.5 * coverage + year + 0.4 * focused + 0.5 * evidence.score - flowMismatch(ask, text),
      });
    }
  });
  return found.sort((a, b) => b.score - a.score || a.evidence.clause.order - b.evidence.clause.order);
}

/**
 * The sentence with what stands before it up to the last 。: 「到2032年，…；…达到30座；」 the year holds for every part.
 */
export function sentenceInContext(
  text: string,
  sentence: { readonly start: number; readonly end: number },
): string {
  return text.slice(
    Math.max(text.lastIndexOf('。', sentence.start - 1), text.lastIndexOf('\n', sentence.start - 1)) + 1,
    sentence.end,
  );
}

/** A total is not answered by what is newly built (新建10万个 … 达到20万个), nor the other way round. */
function flowMismatch(ask: Ask, text: string): number {
  const asksNew = /新建|新增|增加|再建/.test(ask.text);
  const asksTotal = /总数|总量|总规模|累计|一共|总共|达到/.test(ask.text) && !asksNew;
  const printsNew = /新建|新增|增加/.test(text);
  const printsTotal = /达到|总数|总量|累计|突破|超过/.test(text);
  if (asksTotal && printsNew && !printsTotal) return 0.3;
  return asksNew && !printsNew && printsTotal ? 0.3 : 0;
}

/** Words that no clause knows (新装, 一年) weigh little, unless they are what is counted. */
function discountUnknown(topic: WeighedTopic): WeighedTopic {
  const last = topic.words.at(-1);
  const words = topic.words.map((word) =>
    word.isUnknown && word !== last ? { ...word, weight: word.weight * 0.3 } : word,
  );
  return { ...topic, words, total: words.reduce((sum, word) => sum + word.weight, 0) };
}

/** What is counted must stand in the sentence itself: 示范学校, 激活率, 总投资. */
function holdsHead(ask: Ask, topic: WeighedTopic, sentence: string): boolean {
  if (ask.headNoun !== '') {
    const asked = topic.words.filter((word) => ask.headNoun.toLowerCase().includes(word.text));
    if (asked.length > 0 && asked.every((word) => coverWord(word, sentence) < 0.5)) return false;
    const unknown = asked.filter((word) => word.isUnknown && coverWord(word, sentence) < 0.4);
    if (unknown.length > 0) return false;
  }
  const noun = ask.figureNoun.toLowerCase();
  const words = topic.words.filter((word) => (noun === '' ? true : noun.includes(word.text)));
  const heads = words.length > 0 ? words.slice(-2) : topic.words.slice(-2);
  if (heads.length === 0) return true;
  return heads.some((word) => coverWord(word, sentence) >= 0.5);
}

/** Coverage of the comma-bounded stretch that holds a fitting figure best. */
function bestSegment(text: string, topic: WeighedTopic, ask: Ask): number {
  return Math.max(
    0,
    ...segments(text)
      .filter((segment) => fitsAsk(segment.text, ask))
      .map((segment) => coverTopic(topic, segment.text.toLowerCase())),
  );
}

function segments(text: string): { text: string; start: number }[] {
  return [...text.matchAll(/[^，,；;：:]+/g)].map((match) => ({ text: match[0], start: match.index }));
}

/** The figure nearest to the topic: of the comma-bounded stretch that carries most of it, the one after its last word. */
export function pickFigure(text: string, topic: WeighedTopic, ask: Ask): Figure | null {
  const dealt = pickDealtFigure(text, topic, ask);
  if (dealt !== undefined) return dealt;
  const best = segments(text)
    .map((segment) => ({
      figures: unsaid(figuresFor(segment.text, ask), ask),
      segment,
      coverage: coverTopic(topic, segment.text.toLowerCase()),
    }))
    .filter((entry) => entry.figures.length > 0)
    .sort((a, b) => b.coverage - a.coverage)[0];
  if (!best) return null;
  if (best.figures.length === 1) return best.figures[0]!;
  const lower = best.segment.text.toLowerCase();
  const wanted = ask.figureUnit.replace(/^[百千万亿]+/, '');
  const sameUnit = best.figures.filter(
    (figure) => wanted !== '' && figure.unit.replace(/^[百千万亿]+/, '') === wanted,
  );
  const pool = sameUnit.length > 0 ? sameUnit : best.figures;
  const places = topic.words.flatMap((word) => {
    const at = lower.indexOf(word.text);
    return at < 0 ? [] : [at + word.text.length / 2];
  });
  if (places.length === 0) return pool.length === 1 ? pool[0]! : null;
  const middle = places.reduce((sum, place) => sum + place, 0) / places.length;
  return [...pool].sort((a, b) => Math.abs(a.start - middle) - Math.abs(b.start - middle))[0]!;
}

const DEALT = /分别(?:为|是|给予|按|达到|处以?|奖励|补助)?/u;

/**
 * 「对国家级、省级、市级，分别给予200万元、100万元、50万元」: the figure that stands at the place of the thing asked about;
 * null where the question does not tell which, undefined where nothing is dealt out so.
 */
function pickDealtFigure(text: string, topic: WeighedTopic, ask: Ask): Figure | null | undefined {
  const match = DEALT.exec(text);
  if (!match) return undefined;
  const after = text.slice(match.index + match[0].length).split(/[，。；]/)[0]!;
  const figures = figuresFor(after, ask);
  const before = text
    .slice(0, match.index)
    .replace(/[，,]$/, '')
    .split(/[。；，]/)
    .at(-1)!;
  const items = before.split('、');
  if (figures.length < 2 || items.length !== figures.length) return undefined;
  const lower = ask.text.toLowerCase();
  // The last characters of an item tell it apart: 对新认定的国家级 · 省级 · 市级孵化器.
  const asked = items
    .map((item) => tellingPart(item, items))
    .map((part) => part !== '' && lower.includes(part));
  const place = asked.indexOf(true);
  if (place < 0 || asked.lastIndexOf(true) !== place) {
    const covers = items.map((item) => coverTopic(topic, item.toLowerCase()));
    const best = Math.max(...covers);
    return covers.filter((cover) => cover === best).length === 1 ? figures[covers.indexOf(best)]! : null;
  }
  return figures[place]!;
}

/** What tells an item from the others by its grade: 家级 of 国家级, 省级, 一等. */
function tellingPart(item: string, items: readonly string[]): string {
  const parts = item.match(/[\p{Script=Han}A-Z](?:级|类|等|档)/gu) ?? [];
  return parts.find((part) => items.filter((other) => other.includes(part)).length === 1) ?? '';
}

/** 「首破1000万元，奖多少」: the figure that the question gives is not the one it asks for, unless there is no other. */
function unsaid(figures: readonly Figure[], ask: Ask): readonly Figure[] {
  const others = figures.filter((figure) => !ask.text.includes(figure.text));
  return others.length > 0 ? others : figures;
}

/** The figure with its sentence, one statement a clause. */
export function composeNumber(
  ask: Ask,
  topic: WeighedTopic,
  chosen: readonly FigureSentence[],
  context: AnswerContext,
): DraftAnswer {
  const statements = chosen.map(({ evidence, sentence }): DraftStatement => {
    const { clause } = evidence;
    const text = clause.text.slice(sentence.start, sentence.end);
    const document = context.corpus.documentById.get(clause.documentId);
    const figure = ask.attribute === 'date' ? null : pickFigure(text, topic, ask);
    const lead = figure === null ? '' : `**${escapeMarkdown(figure.text)}**。`;
    const place = document ? `《${escapeMarkdown(document.title)}》：` : '';
    return {
      text: `${lead}${place}“${escapeMarkdown(text)}”`,
      quotes: [quoteOf(clause, sentence)],
      mustSay: figure === null ? [] : [figure.text],
    };
  });
  const units = ask.wantsUnits
    ? chosen.flatMap(({ evidence, sentence }) =>
        toAnswerUnits(
          evidence.clause,
          unitsForQuote(evidence.clause, sentence, ask.roles, context.scope).assignments,
          context.unitDirectory,
          context.corpus.jurisdiction,
        ),
      )
    : [];
  return { kind: 'answer', statements, units };
}
