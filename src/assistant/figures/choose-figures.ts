import { LRUCache } from 'lru-cache';
import type { TextSpan } from '../../domain/text-span.ts';
import { coverOf, findTerms } from '../../judging/cover-terms.ts';
import { type MessageTerms, readMessageTerms } from '../../judging/message-terms.ts';
import type { AskedFigure } from '../../questions/asked-figure.ts';
import type { ClauseView } from '../../retrieval/clause-view.ts';
import { type FigureQuestion, scoreFigure } from './score-figure.ts';
import { type StatedFigure, statedFigures } from './stated-figures.ts';

/** A figure with how well it fits what is asked. */
export interface FittingFigure {
  readonly figure: StatedFigure;
  readonly score: number;
  /** Share of what is asked about that its sentence has, of that which the names of the document leave open. */
  readonly near: number;
  /** The same of all that stands above and around it. */
  readonly around: number;
}

/** How much of what is asked a normalised text carries, 0 … 1. */
type CoverText = (text: string) => number;

/** One question is held against every figure of many clauses. */
const termsRead = new LRUCache<string, MessageTerms>({ max: 32 });

function coverByTerms(about: string): CoverText {
  const terms = termsRead.get(about) ?? readMessageTerms(about);
  termsRead.set(about, terms);
  return (text) => coverOf(terms, findTerms(terms, text));
}

/** 补班 and 上班: of words that a clause has not, what their characters tell. */
function coverByCharacters(about: string): CoverText {
  const characters = [...new Set(about.match(/[\u3400-\u9fff]/gu) ?? [])].slice(0, MOST_CHARACTERS);
  if (characters.length === 0) return () => 0;
  return (text) => characters.filter((sign) => text.includes(sign)).length / characters.length;
}

const MOST_CHARACTERS = 12;

/** The figures of a clause that can answer, in their order. `names`: of its document, normalised. */
export function fittingFigures(question: FigureQuestion, view: ClauseView, names: string): FittingFigure[] {
  const around = `${view.title} ${view.trail} ${names}`;
  const figures = statedFigures(view);
  if (figures.length === 0) return [];
  const { asked } = question;
  const cover = coverByTerms(asked.about);
  const isNamed = figures.some(({ words, lead }) => cover(`${lead} ${words}`) > 0);
  const coverOwn = isNamed ? cover : coverByCharacters(asked.about);
  const ofCase = asked.case === '' ? () => 1 : coverByTerms(asked.case);
  const named = cover(names);
  const beyond = (own: number, both: number) => Math.max(own, named < 1 ? (both - named) / (1 - named) : 0);
  return figures.flatMap((figure) => {
    const all = `${around} ${figure.lead} ${figure.words}`;
    // A heading that is no part of the sentence holds for all figures below it.
    const title = figure.words.includes(view.title) ? '' : view.title;
    const score = scoreFigure(question, figure, {
      own: (coverOwn(figure.own) + coverOwn(`${title} ${figure.own}`)) / 2,
      sentence: coverOwn(`${title} ${figure.words}`),
      all: cover(all),
      case: ofCase(all) * 0.5 + ofCase(figure.own) * 0.5,
    });
    return score === null
      ? []
      : [
          {
            figure,
            score,
            near: beyond(cover(figure.words), cover(`${names} ${figure.words}`)),
            around: cover(all),
          },
        ];
  });
}

/** The figure that is said: with the sentences that hold it; no figure where two fit as well and the question does not tell which. */
export interface ChosenFigure {
  readonly figures: readonly StatedFigure[];
  readonly stretch: TextSpan;
}

/** Of the figures of one clause the one asked for, by default the best, with the most that there may be where a duration has one. */
export function chooseFigures(
  fitting: readonly FittingFigure[],
  { side }: AskedFigure,
  best = bestOf(fitting),
): ChosenFigure | null {
  if (best === null) return null;
  const { figure } = best;
  const isTied = fitting.some(
    (other) =>
      other.figure !== figure &&
      other.figure.sentence.start === figure.sentence.start &&
      other.figure.text !== figure.text &&
      Math.abs(best.score - other.score) < TIE,
  );
  if (isTied) return { figures: [], stretch: figure.sentence };
  const limit = side === null ? limitOf(figure, fitting) : null;
  const figures = [figure, ...(limit ? [limit] : [])].sort((a, b) => a.start - b.start);
  const [first, last] = [figures[0]!, figures.at(-1)!];
  return { figures, stretch: { start: first.sentence.start, end: last.sentence.end } };
}

function bestOf(fitting: readonly FittingFigure[]): FittingFigure | null {
  return fitting.reduce<FittingFigure | null>(
    (top, one) => (top === null || one.score > top.score ? one : top),
    null,
  );
}

const TIE = 0.015;
/** So many characters on is the limit of a duration looked for. */
const NEAR = 120;

/** 「每满一年，领取期限为一个月；…最长为十二个月」: the upper bound that is said beside how it is worked out. */
function limitOf(figure: StatedFigure, fitting: readonly FittingFigure[]): StatedFigure | null {
  if (figure.kind !== 'duration' || figure.bound === 'at-most') return null;
  const limit = fitting.find(
    ({ figure: other }) =>
      other.kind === figure.kind &&
      other.bound === 'at-most' &&
      Math.abs(other.start - figure.start) <= NEAR &&
      sharesPair(other.own, figure.own),
  );
  return limit?.figure ?? null;
}

function sharesPair(a: string, b: string): boolean {
  for (let i = 0; i + 1 < a.length; i++)
    if (/^[\u4e00-\u9fff]{2}$/u.test(a.slice(i, i + 2)) && b.includes(a.slice(i, i + 2))) return true;
  return false;
}
