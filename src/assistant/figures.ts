import { LRUCache } from 'lru-cache';
import type { ClauseRecord } from '../domain/clause.ts';
import type { Ask } from '../questions/question-reading.ts';
import { viewClause } from '../retrieval/clause-view.ts';

/** A figure as printed, with its place in the text it was found in. */
export interface Figure {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** 个, 亿元, %, 平方公里 … as printed behind the number. */
  readonly unit: string;
}

const COUNTERS =
  '平方公里|平方千米|平方米|立方米|公里|公顷|千米|万亿元|亿元|万元|千元|元|兆比特每秒|吉比特每秒|兆|吉|万户|万人次|人次|人天|万千瓦|千瓦|吨标准煤|万吨|吨|万平方米|个百分点|百分点|个月|工作日|小时|分钟|个|家|项|条|户|所|路|台|辆|处|座|套|类|种|批|次|名|人|倍|亩|部|张|件|篇|只|点|区|年|天|月|日|岁|位|层|级|期|笔|例|对|支|艘|架|班|床|度|场|枚|宗|幅|米|克|升|款|块|段|片|站|门|颗|株|头|册|字|版';
const FIGURE = new RegExp(
  `(?:(?:\\d[\\d,]*(?:\\.\\d+)?)(?:\\s*(?:[—–\\-－~～至到]|至)\\s*\\d[\\d,]*(?:\\.\\d+)?)?(?:百|千|万|亿)*(?:多|余)?\\s*(?:${COUNTERS}|%|％|Gbps|Mbps|GW|MW|kW|TB|PB|P|EFLOPS)?|百分之[一二三四五六七八九十百零点\\d.]+|[一二两三四五六七八九十百千]+(?:多|余)?(?:万|亿)*(?:${COUNTERS}))(?:以上|以下|以内|左右)?`,
  'gu',
);

/** Sentences of the clauses that are asked about again and again. */
const read = new LRUCache<string, readonly Figure[]>({ max: 5000, memoMethod: readFigures });

/** Figures in a text, in order. 「改造到30座」 → 30座. Ordinals (第6版), years and list numbers are left out. */
export function findFigures(text: string): readonly Figure[] {
  return read.memo(text);
}

function readFigures(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const start = match.index;
    const printed = match[0];
    if (/[第A-Za-z]$/.test(text.slice(0, start)) && !/[（(]$/.test(text.slice(0, start))) continue;
    if (/^(?:19|20)\d{2}年?$/.test(printed)) continue;
    if (/^\d+$/.test(printed) && /^[A-Za-z.．、版号]/.test(text.slice(start + printed.length))) continue;
    if (/^一次$/.test(printed) && text[start + 2] === '性') continue;
    if (/^一[个项批种]$/.test(printed) || /^(?:十九|二十|十八|十七)/.test(printed)) continue;
    const unit =
      /[^\d.,\s—–\-－~～至到多余一二两三四五六七八九十]*$/u.exec(
        printed.replace(/(?:以上|以下|以内|左右)$/, ''),
      )?.[0] ?? '';
    figures.push({ text: printed.trim(), start, end: start + printed.length, unit });
  }
  return figures;
}

/** A day, a month, a year, or a term that ends somewhere. */
const POINT_IN_TIME =
  /(?:19|20)\d{2}年|\d{1,2}月|\d{1,2}日|年底|月底|年内|[一二三四]季度|上半年|下半年|(?:个月|工作日|日|天|年)(?:内|前)/;
const NUMBER_WORD = '(?:\\d+|[一二三四五六七八九十两半]+)';
/** 天 counts days only before what may follow a span; in a name (360天…) it does not. */
const DURATION = new RegExp(
  `${NUMBER_WORD}(?:年|天(?=[内前后以之的左完办答一]|[^\\u4e00-\\u9fff]|$)|日|周|个月|小时|分钟|秒|个工作日|工作日|时|点)|个月内`,
);
const ASKS_DURATION =
  /多久|多长时间|几天|几个月|几年|多少[天年]|期限|有效期|时限|年限|几点|时段|几个?(?:小时|分钟|工作日)/;
const AREA = /亩|公顷|平方/;
const MONEY = /元/;
const SHARE = /[%％]|百分之|倍|百分点/;
const GENERAL_COUNTERS = '个家项条所处座套种类批部名人位件台辆块门例期支只款张片场对级点段站次';

/**
 * Whether a sentence holds a figure of the kind that is asked for; one that the question gives itself (「126处隐患点，云溪镇有
 * 几处」) is none.
 */
export function fitsAsk(
  sentence: string,
  ask: Pick<Ask, 'attribute' | 'figureUnit'> & { readonly text?: string },
): boolean {
  const text = ask.text ?? '';
  if (ask.attribute === 'date')
    return POINT_IN_TIME.test(sentence) || (asksForDuration(text) && DURATION.test(sentence));
  if (MONEY_FLOWS.some((flow) => flow.asked.test(text) && !flow.stated.test(sentence))) return false;
  return figuresFor(sentence, ask).some((figure) => !text.includes(figure.text));
}

/** Whether a span of time is asked for (多久, 几个工作日, 几点到几点), not a day. */
export function asksForDuration(text: string): boolean {
  return ASKS_DURATION.test(text);
}

/** A fine is not answered by a subsidy, nor a reward by a price. */
const MONEY_FLOWS = [
  { asked: /罚/, stated: /罚|处以?\d[^，。]{0,12}元/ },
  { asked: /奖(?!项)/, stated: /奖|补|资助|支持|给予/ },
  { asked: /补(?:贴|助)/, stated: /补|奖|资助|支持|给予|发放/ },
] as const;

/** The figures of a sentence that can answer the ask: 多少亿元 wants 元, a rate wants %, 多少户 wants 户. */
export function figuresFor(sentence: string, ask: Pick<Ask, 'attribute' | 'figureUnit'>): Figure[] {
  const figures = findFigures(sentence);
  const unit = ask.figureUnit.replace(/^[百千万亿]+/, '');
  if (ask.attribute === 'money' || unit === '元') return figures.filter((figure) => MONEY.test(figure.unit));
  if (ask.attribute === 'percentage' || unit === '%' || unit === '％')
    return figures.filter((figure) => SHARE.test(figure.text));
  if (ask.attribute === 'area' && !/公里|千米/.test(unit))
    return figures.filter((figure) => AREA.test(figure.unit));
  if (unit === '')
    return figures.filter((figure) => figure.unit !== '' || /\./.test(figure.text) || figure.text.length > 1);
  if (unit === '兆' || unit === '吉') return figures.filter((figure) => /兆|吉|bps/.test(figure.unit));
  if (GENERAL_COUNTERS.includes(unit)) {
    return figures.filter((figure) => {
      const own = figure.unit.replace(/^[百千万亿]+/, '');
      return own === unit || own === '' || (own.length === 1 && GENERAL_COUNTERS.includes(own));
    });
  }
  return figures.filter((figure) => figure.unit.includes(unit));
}

export function hasFigureFor(clause: ClauseRecord, ask: Ask): boolean {
  return viewClause(clause).sentences.some(({ start, end }) => fitsAsk(clause.text.slice(start, end), ask));
}

/** A figure that is to be reached (达到1000, 20兆以上), not any figure (两级, 350兆系统). */
export function statesTarget(text: string): boolean {
  return TARGET.test(text);
}

const NUMERAL = '[\\d一二三四五六七八九十百千万亿两]';
const TARGET = new RegExp(
  `(?:达到?|不低于|不少于|不超过|超过|突破|提高到|提升到|增长到|降至|降到|控制在|建成|培育|形成|新增|完成|实现)[^，。；]{0,12}${NUMERAL}|${NUMERAL}[^，。；]{0,14}(?:以上|以下|以内)`,
  'u',
);
