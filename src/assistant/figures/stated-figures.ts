import type { ClauseFigure } from '../../domain/clause-facts.ts';
import type { SourceRun } from '../../domain/mapped-text.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { foldWidth } from '../../language/width.ts';
import { normaliseForTerms } from '../../language/words.ts';
import type { FigureKind } from '../../questions/asked-figure.ts';
import { type ClauseView, headingAt } from '../../retrieval/clause-view.ts';

/** A figure or a time that a clause states, with the words that say what it is of. Places are those of the clause's text. */
export interface StatedFigure extends TextSpan {
  readonly kind: FigureKind;
  /** As printed, with the words that bound it and those right before it that say per what: 每人不超过210元. */
  readonly text: string;
  /** The measure without 百, 千, 万, 亿. */
  readonly measure: string;
  readonly bound: ClauseFigure['bound'];
  readonly of: string | null;
  readonly per: string | null;
  readonly year: number | null;
  /** Up to 。 or ；, the heading of a clause too. */
  readonly sentence: TextSpan;
  /** Normalised: what it is of and for, and the stretch that is its own among the other figures of its sentence. */
  readonly own: string;
  /** Normalised: its sentence behind the heading of its column. */
  readonly words: string;
  /** Normalised: what stands before the sentence up to 。: the head of a list, the year of all its parts. */
  readonly lead: string;
}

const known = new WeakMap<ClauseView, readonly StatedFigure[]>();

/** The figures and times of a clause in order, once per clause. Linear in its text. */
export function statedFigures(view: ClauseView): readonly StatedFigure[] {
  const own = known.get(view) ?? readStated(view);
  known.set(view, own);
  return own;
}

type Found = Omit<StatedFigure, 'sentence' | 'own' | 'words' | 'lead'> & { readonly for: string | null };

function readStated({ clause }: ClauseView): StatedFigure[] {
  const { text } = clause;
  const figures = (clause.facts?.figures ?? []).flatMap(locate(clause.runs, text));
  const all = [...figures, ...findTimes(text)].sort((a, b) => a.start - b.start);
  const stated: StatedFigure[] = [];
  let next = 0;
  let period = 0;
  for (const match of text.matchAll(/[^。！？；\n]+[。！？；\n]?/gu)) {
    const sentence = { start: match.index, end: match.index + match[0].replace(/\n$/u, '').length };
    const found: Found[] = [];
    while (next < all.length && all[next]!.start < sentence.end) found.push(all[next++]!);
    if (found.length > 0) {
      const heading = headingAt(clause, sentence.start);
      const words = normaliseForTerms(heading + text.slice(sentence.start, sentence.end));
      const lead = normaliseForTerms(
        text.slice(Math.max(period, sentence.start - LONGEST_LEAD), sentence.start),
      );
      found.forEach(({ for: whom, ...figure }, i) => {
        const { start, end } = stretchOf(text, sentence, figure, found[i - 1], found[i + 1]);
        const own = [heading, figure.of ?? '', whom ?? '', text.slice(start, end)].join(' ');
        stated.push({ ...figure, sentence, own: normaliseForTerms(own), words, lead });
      });
    }
    if (/[。！？\n]$/u.test(match[0])) period = match.index + match[0].length;
  }
  return stated;
}

/** What stands before a sentence is looked at so far. */
const LONGEST_LEAD = 300;
/** A stretch of a sentence without any mark is looked at so far on both sides of a figure. */
const LONGEST_STRETCH = 80;

/** From the mark before a figure, or the figure before that, to the mark behind it, or the next figure. */
function stretchOf(
  text: string,
  sentence: TextSpan,
  { start, end }: TextSpan,
  last: TextSpan | undefined,
  next: TextSpan | undefined,
): TextSpan {
  const from = Math.max(sentence.start, last?.end ?? 0, start - LONGEST_STRETCH);
  const before = text.slice(from, start);
  const mark = last ? before.search(/[，,、；：:]/u) : lastMark(before);
  const to = Math.min(sentence.end, next?.start ?? sentence.end, end + LONGEST_STRETCH);
  // 「甲区不低于3000路、其他区不低于1000路的系统」: what follows the last of a list belongs to all of it.
  const isListed = last !== undefined && mark >= 0 && before[mark] === '、';
  const behind = text.slice(end, to).search(isListed ? /[，,、；：:。的]/u : /[，,、；：:。]/u);
  return { start: mark < 0 ? from : from + mark + 1, end: behind < 0 ? to : end + behind };
}

/** A colon too, where what is measured stands between it and the figure: 「在校学生：个人缴费标准为210元」. */
function lastMark(text: string): number {
  const mark = Math.max(text.lastIndexOf('，'), text.lastIndexOf(','), text.lastIndexOf('；'));
  const colon = Math.max(text.lastIndexOf('：'), text.lastIndexOf(':'));
  const hasSubject = colon > mark && /[\u4e00-\u9fff]{4}/u.test(text.slice(colon));
  return hasSubject ? colon : mark;
}

/** The places of figures in the clause's text, from those in the source. */
function locate(runs: readonly SourceRun[], text: string): (figure: ClauseFigure) => Found[] {
  let at = 0;
  return ({ printed, span, ...figure }) => {
    while (at < runs.length && runs[at]!.sourceStart + runs[at]!.sourceLength <= span.start) at++;
    const run = runs[at];
    if (!run) return [];
    const offset = Math.min(run.length, Math.max(0, span.start - run.sourceStart));
    const near = text.slice(run.start + offset, run.start + offset + printed.length + run.length - offset);
    const start = near.indexOf(printed) + run.start + offset;
    if (!near.includes(printed)) return [];
    const measure = figure.unit.replace(/^[百千万亿]+/u, '');
    const kind = kindOf(measure);
    const end = start + printed.length;
    const { per, bound, of, for: whom, year } = figure;
    const from = startWithPer(text, start, per, kind === 'frequency' ? LONGEST_VERB : 0);
    return [
      { kind, text: text.slice(from, end), measure, bound, of, for: whom, per, year, start: from, end },
    ];
  };
}

/** 每半年召开一次: so much stands between. */
const LONGEST_VERB = 8;

function startWithPer(text: string, start: number, per: string | null, between: number): number {
  if (per === null || !per.startsWith('每')) return start;
  const at = text.lastIndexOf(per, start - per.length);
  const isNear = at >= 0 && start - (at + per.length) <= between;
  return isNear && !/[，。；：]/u.test(text.slice(at, start)) ? at : start;
}

const KINDS: readonly (readonly [FigureKind, RegExp])[] = [
  ['money', /元$/u],
  ['share', /^(?:[%％‰]|个?百分点|成|倍|折)$/u],
  ['area', /亩$|公顷$|平方/u],
  ['length', /^(?:公里|千米|里|米|厘米|毫米)$/u],
  ['age', /岁$/u],
  ['frequency', /^[次回趟]$/u],
  ['duration', /^(?:个?(?:工作日|自然日|月|小时|星期|学期)|年|天|日|分钟|秒|周)$/u],
];

function kindOf(measure: string): FigureKind {
  return KINDS.find(([, pattern]) => pattern.test(measure))?.[0] ?? 'count';
}

const PART = '(?:[上中下]旬|年?底|年?末|初|上半年|下半年|第?[一二三四1-4]季度末?)';
const MONTH_DAY = `\\d{1,2}\\s*月(?:份)?(?:\\s*\\d{1,2}\\s*日)?${PART}?`;
const POINT = `(?:(?:19|20)\\d{2}\\s*年(?:\\s*${MONTH_DAY}|${PART})?|${MONTH_DAY})`;
const TIMES: readonly (readonly [FigureKind, RegExp])[] = [
  [
    'day',
    new RegExp(
      `${POINT}(?:\\s*(?:至|到|[-—–~～]{1,2})\\s*(?:${POINT}|\\d{1,2}\\s*日${PART}?|${PART}))?(?:(?:以|之)?前|起)?`,
      'gu',
    ),
  ],
  ['clock', /\d{1,2}[:：]\d{2}(?:\s*[-—–~～至到]{1,2}\s*\d{1,2}[:：]\d{2})?/gu],
];

/** 3月5日至7日, 2025年底前, 9:00—17:00. A year alone that names a document or a plan is a time as well. */
function findTimes(text: string): Found[] {
  const folded = foldWidth(text);
  return TIMES.flatMap(([kind, pattern]) =>
    [...folded.matchAll(pattern)].map(({ 0: printed, index }) => {
      const year = /^(?:19|20)\d{2}/u.exec(printed)?.[0];
      const measure = /^\d{4}\s*年$/u.test(printed) ? '年' : '';
      const end = index + printed.length;
      return {
        ...{
          kind,
          text: text.slice(index, end),
          measure,
          bound: 'exactly' as const,
          of: null,
          for: null,
        },
        ...{ per: null, year: year === undefined ? null : Number(year), start: index, end },
      };
    }),
  );
}
