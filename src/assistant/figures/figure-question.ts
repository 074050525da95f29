import { type AskedFigure, readAskedFigure } from '../../questions/asked-figure.ts';
import type { Ask } from '../../questions/question-reading.ts';
import type { FigureQuestion } from './score-figure.ts';

/** Attributes whose answer is a figure or a time in one sentence. */
const FIGURE_ATTRIBUTES = new Set(['money', 'percentage', 'area', 'date', 'measure', 'count']);
const TIMES = new Set<AskedFigure['kind']>(['frequency', 'duration', 'clock']);

export function asksForFigure(ask: Ask): boolean {
  if (ask.form === 'number') return true;
  if (ask.form !== 'what') return false;
  return (ask.attribute !== null && FIGURE_ATTRIBUTES.has(ask.attribute)) || TIMES.has(kindOf(ask));
}

export function figureQuestion(ask: Ask, years: readonly number[]): FigureQuestion {
  return { asked: ask.figure ?? ANY_FIGURE, text: ask.text, years };
}

/** Whether a time is asked for: how long, how often, at what hour, but no day. */
export function asksForDuration(ask: Ask): boolean {
  return TIMES.has(kindOf(ask));
}

function kindOf({ figure }: Ask): AskedFigure['kind'] {
  return figure?.kind ?? null;
}

const ANY_FIGURE: AskedFigure = readAskedFigure('多少')!;

/** Why no figure is given, in the words of what was asked. */
export function figureRefusal(ask: Ask, years: readonly number[]): string {
  const year = years.length > 0 ? `${years.join('、')}年的` : '';
  return `已收录的文件条款没有写明${year}这项${NAMES[kindOf(ask) ?? 'count'] ?? '数值'}。`;
}

const NAMES: Readonly<Partial<Record<NonNullable<AskedFigure['kind']>, string>>> = {
  money: '金额',
  share: '比例',
  area: '面积',
  day: '时间',
  clock: '时间',
  duration: '时间',
  frequency: '次数',
  count: '数量',
};
