import type { TextSpan } from '../domain/text-span.ts';
import type { ClauseSentence, ClauseView } from '../retrieval/clause-view.ts';
import { offersKind } from './asked-kinds.ts';
import type { JudgedMessage } from './clause-features.ts';
import { coverOf, findTerms } from './cover-terms.ts';
import { JUDGE, type JudgeModel, type StretchModel } from './judge-clauses.ts';
import type { PassageReading } from './judge-readings.ts';

/** A sentence of a clause held against a message: relations alone, no word of either. */
export type SentenceFeatures = Readonly<Record<string, number>>;

/** Sentences that are looked at in one clause. */
export const MOST_SENTENCES = 80;
/** Longest run of sentences that is said, in characters; the best sentence is said whole however long. */
const LONGEST_STRETCH = 420;
/** A clause of so many characters is said whole: about three lines. */
const SHORT_CLAUSE = 140;

/** `readings`: of passages of the clause, where it was read. */
export function sentenceFeatures(
  message: JudgedMessage,
  view: ClauseView,
  readings: readonly PassageReading[] = [],
): SentenceFeatures[] {
  const sentences = view.sentences.slice(0, MOST_SENTENCES);
  const inTitle = findTerms(message, `${view.title} ${view.trail}`);
  const found = sentences.map(({ normal }) => findTerms(message, normal));
  const covers = found.map((own) => coverOf(message, own));
  const beyond = found.map((own) =>
    coverOf(
      message,
      own.map((is, i) => is && !inTitle[i]),
    ),
  );
  const highest = Math.max(0, ...covers);
  const best = covers.indexOf(highest);
  const known = readingFeatures(readings);
  return sentences.map(({ normal }, i) => {
    const kinds = [...message.kinds];
    const offered = kinds.filter((kind) => offersKind(normal, kind)).length;
    return {
      own: covers[i]!,
      beyondTitle: beyond[i]!,
      behind: highest - covers[i]!,
      isBest: i === best ? 1 : 0,
      isAfterBest: i === best + 1 ? 1 : 0,
      isBeforeBest: i === best - 1 ? 1 : 0,
      before: covers[i - 1] ?? 0,
      after: covers[i + 1] ?? 0,
      isFirst: i === 0 ? 1 : 0,
      isOnly: sentences.length === 1 ? 1 : 0,
      isLate: i / Math.max(1, sentences.length - 1),
      offered: kinds.length === 0 ? 0.5 : offered / kinds.length,
      figureOffered: message.kinds.has('figure') && offersKind(normal, 'figure') ? 1 : 0,
      dateOffered: message.kinds.has('date') && offersKind(normal, 'date') ? 1 : 0,
      contactOffered: message.kinds.has('contact') && offersKind(normal, 'contact') ? 1 : 0,
      listAsked: message.kinds.has('list') ? 1 : 0,
      isItem:
        message.kinds.has('list') &&
        /^(?:[(（]?[一二三四五六七八九十\d]+[)）.、]|[①-⑩]|[一二三四五六]是)/.test(normal)
          ? 1
          : 0,
      followsColon: /[:：]$/.test(sentences[i - 1]?.normal ?? '') ? 1 : 0,
      endsInColon: /[:：]$/.test(normal) ? 1 : 0,
      length: Math.log(6 + normal.length) - 3.5,
      many: Math.log(sentences.length + 1) - 2,
      ...known?.(i),
    };
  });
}

/** Of a passage that was not read, and of one that is far behind the best. */
const FAR = -8;

/** What the reader says of the passage that a sentence stands in; null where nothing was read. */
function readingFeatures(
  readings: readonly PassageReading[],
): ((sentence: number) => SentenceFeatures) | null {
  if (readings.length === 0) return null;
  const highest = Math.max(...readings.map(({ level }) => level));
  return (sentence) => {
    const own = readings.filter(({ sentences }) => sentences.includes(sentence)).map(({ level }) => level);
    const level = Math.max(FAR, ...own);
    return {
      reading: level,
      readingBehind: Math.min(-FAR, highest - level),
      isBestRead: level === highest ? 1 : 0,
      isUnread: own.length === 0 ? 1 : 0,
    };
  };
}

/**
 * The run of sentences of a clause that answers a message: the most probable one and its neighbours as far as they are
 * probable too; `readings` of its passages where it was read. Null where the clause has no sentence.
 */
export function chooseStretch(
  message: JudgedMessage,
  view: ClauseView,
  readings: readonly PassageReading[] = [],
  model: JudgeModel = JUDGE,
): TextSpan | null {
  const { stretch } = readings.length > 0 ? model.reading : model;
  const rows = sentenceFeatures(message, view, readings);
  if (rows.length === 0) return null;
  const { sentences } = view;
  const states = sentences.slice(0, rows.length).map(({ normal }) => !/[?？]$/.test(normal));
  const answers = wholeAnswer(sentences, states);
  if (answers) return answers;
  const chances = rows.map((row, i) => (states[i] || !states.includes(true) ? chanceOf(row, stretch) : -1));
  let first = chances.reduce((top, value, i) => (value > chances[top]! ? i : top), 0);
  let last = first;
  const lengthOf = (from: ClauseSentence, to: ClauseSentence) => to.end - from.start;
  // A short clause says best by itself what its sentences mean together: 自次月起停发 and what was paid too much.
  const opening = sentences[states.indexOf(true)] ?? sentences[0]!;
  if (sentences.length === rows.length && lengthOf(opening, sentences.at(-1)!) <= SHORT_CLAUSE)
    return { start: opening.start, end: sentences.at(-1)!.end };
  for (;;) {
    const before = first > 0 ? chances[first - 1]! : -1;
    const after = last + 1 < rows.length ? chances[last + 1]! : -1;
    const goesBack = before > after;
    if (Math.max(before, after) < stretch.extendFrom) break;
    const from = goesBack ? first - 1 : first;
    const to = goesBack ? last : last + 1;
    if (lengthOf(sentences[from]!, sentences[to]!) > LONGEST_STRETCH) break;
    first = from;
    last = to;
  }
  return { start: sentences[first]!.start, end: sentences[last]!.end };
}

/** Longest answer of a question and its answer that is said whole, in characters. */
const LONGEST_ANSWER = 220;

/** What stands behind the question that a clause opens with, where it is short; a question states nothing by itself. */
function wholeAnswer(sentences: readonly ClauseSentence[], states: readonly boolean[]): TextSpan | null {
  const last = sentences.at(-1);
  if (states[0] !== false || sentences.length !== states.length || states.indexOf(false, 1) >= 0) return null;
  if (!last || sentences.length < 2 || last.end - sentences[1]!.start > LONGEST_ANSWER) return null;
  return { start: sentences[1]!.start, end: last.end };
}

function chanceOf(row: SentenceFeatures, { bias, weights }: StretchModel): number {
  let odds = bias;
  for (const name of Object.keys(weights)) odds += weights[name]! * (row[name] ?? 0);
  return 1 / (1 + Math.exp(-odds));
}
