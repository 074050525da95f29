import { type AskedFigure, type FigureKind, MONEY_FLOWS } from '../../questions/asked-figure.ts';
import type { StatedFigure } from './stated-figures.ts';

/** Share of the question's words in a figure's own stretch, in its sentence with that, and in all that stands above and around it. */
export interface FigureCover {
  readonly own: number;
  readonly sentence: number;
  readonly all: number;
  /** Of the words that say what the figure must be for; 1 where there are none. */
  readonly case: number;
}

export interface FigureQuestion {
  readonly asked: AskedFigure;
  /** The whole of what is asked: a figure that it gives is none that it asks for. */
  readonly text: string;
  readonly years: readonly number[];
}

const SHARES = { own: 0.35, sentence: 0.3, all: 0.35 } as const;

/** How well a stated figure fits what is asked: about 0 … 2. Null where it is of another kind or another case. */
export function scoreFigure(
  { asked, text, years }: FigureQuestion,
  figure: StatedFigure,
  cover: FigureCover,
): number | null {
  const kind = fitOfKind(asked, figure);
  if (kind === null || text.includes(figure.text) || isOtherFlow(asked, figure)) return null;
  if (cover.case < LEAST_CASE) return null;
  return (
    SHARES.own * cover.own +
    SHARES.sentence * cover.sentence +
    SHARES.all * cover.all +
    kind +
    (asked.case === '' ? 0 : cover.case) +
    fitOfSide(asked, figure) +
    fitOfPer(asked, figure) +
    fitOfFlow(asked, figure) +
    fitOfYear(years, figure) +
    (asked.isTarget && !statesTarget(figure) ? -0.3 : 0)
  );
}

const LEAST_CASE = 0.3;

/** Kinds that answer too where no figure of the asked one stands: what they cost. */
const BESIDE: Readonly<Partial<Record<FigureKind, Readonly<Partial<Record<FigureKind, number>>>>>> = {
  money: { share: -0.25 },
  day: { duration: -0.25 },
  duration: { day: -0.35 },
  clock: { duration: -0.35 },
};
/** Of any kind: a time answers 标准是多少 less than an amount. */
const UNSAID: Readonly<Partial<Record<FigureKind, number>>> = { duration: -0.15, frequency: -0.1 };

function fitOfKind(asked: AskedFigure, figure: StatedFigure): number | null {
  if (asked.kind === null)
    return figure.kind === 'day' || figure.kind === 'clock' ? null : (UNSAID[figure.kind] ?? 0);
  if (asked.kind !== figure.kind) {
    if (asked.measure !== '' && asked.kind === 'money') return null;
    // A share answers what is paid only where it is one of money: 按发票金额的30%, not 处置率95%.
    if (asked.kind === 'money' && !OF_MONEY.test(figure.own)) return null;
    if (asked.kind === 'duration' && !/至|到|[-—–~～]/u.test(figure.text)) return null;
    return BESIDE[asked.kind]?.[figure.kind] ?? null;
  }
  if (asked.kind === 'count') return fitOfMeasure(asked.measure, figure.measure);
  return figure.measure === '年' && asked.kind === 'day' && !asked.ofYear ? -0.3 : 0;
}

const OF_MONEY = /[补贴奖资费价款薪税租]/u;

const GENERAL = '个家项条所处座套类种批部件台辆块门例期支只款张片场级点段站';
const PERSONS = '人名位';

/** 多少户 wants 户; 几处 may be answered by 3个. */
function fitOfMeasure(asked: string, stated: string): number | null {
  if (asked === '' || asked === stated) return 0.1;
  if (stated === '') return 0;
  const areBoth = (signs: string) => signs.includes(asked) && signs.includes(stated);
  if (areBoth(GENERAL) || areBoth(PERSONS)) return 0;
  return stated.includes(asked) ? 0.05 : null;
}

function fitOfSide({ side }: AskedFigure, { bound }: StatedFigure): number {
  if (side === null) return 0;
  const isUpper = bound === 'at-most' || bound === 'less-than' || bound === 'range';
  const isLower = bound === 'at-least' || bound === 'more-than' || bound === 'range';
  if (side === 'most' ? isUpper : isLower) return 0.3;
  return (side === 'most' ? isLower : isUpper) ? -0.2 : 0;
}

function fitOfPer({ per, kind }: AskedFigure, figure: StatedFigure): number {
  const stated = figure.per?.replace(/^每[一]?个?/u, '') ?? null;
  if (kind === 'frequency' && stated === null) return -0.2;
  if (per === null || stated === null) return 0;
  if (stated.includes(per)) return 0.15;
  const areTimes = TIME.test(per) && TIME.test(stated);
  return areTimes && kind !== 'frequency' ? -0.15 : 0;
}

const TIME = /^(?:半?年|季|月|周|星期|天|日|学期)/u;

/** A total is not answered by what is newly built (新建10万个 … 达到20万个), nor a fine by a subsidy. */
function fitOfFlow({ flow, money, kind }: AskedFigure, { words, own, ...figure }: StatedFigure): number {
  let fit = 0;
  if (flow !== null) {
    const isNew = /新建|新增|增加|新设|扩建/u.test(own);
    const isTotal = /达到|总数|总量|累计|突破|超过|总/u.test(own);
    if (isNew !== isTotal) fit += isNew === (flow === 'new') ? 0.15 : -0.3;
  }
  const isMoney = figure.kind === 'money' || (figure.kind === 'share' && kind === 'money');
  if (money === null || !isMoney) return fit;
  if (MONEY_FLOWS[money].stated.test(own)) return fit + 0.15;
  return MONEY_FLOWS[money].stated.test(words) ? fit : fit - 0.4;
}

/** What is paid or given is no fine. */
function isOtherFlow({ money }: AskedFigure, { words }: StatedFigure): boolean {
  return money === 'fine' && !MONEY_FLOWS.fine.stated.test(words);
}

function fitOfYear(years: readonly number[], { year, kind }: StatedFigure): number {
  if (years.length === 0 || year === null || kind === 'day') return 0;
  return years.includes(year) ? 0.25 : -0.4;
}

/** A figure that is to be reached (达到1000, 20兆以上), not any figure (两级, 350兆系统). */
export function statesTarget({ bound, own }: Pick<StatedFigure, 'bound' | 'own'>): boolean {
  return (bound !== 'exactly' && bound !== 'about') || TARGET.test(own);
}

const TARGET = /达到?|突破|[提升增降][高升长至]|控制在|建成|培育|形成|新增|完成|实现|目标/u;
