import { parseChineseNumeral } from '../../language/numerals.ts';
import { amountOf } from '../../language/quantities/index.ts';

/** Which way a figure is bounded: 不低于, 以上 · 不超过, 以下. */
export type Bound = 'least' | 'most' | null;

/** A number with its unit as printed in a stretch of text. */
export interface Quantity {
  readonly value: number;
  /** Upper end of a span (3至5个); null for a single number. */
  readonly upTo: number | null;
  /** First sign of the unit: %, 年, 个, 元; empty where none follows. */
  readonly unit: string;
  readonly bound: Bound;
  /** Whether something changes to the figure or by it: 提高到45%, 提高45%; null where nothing changes. */
  readonly change: 'to' | 'by' | null;
  readonly start: number;
  readonly end: number;
}

const NUMERAL = '[〇○零一二两三四五六七八九十百千万亿]';
const COUNTED =
  '[年月日天个家项条款所处座套类种批名次人倍成亩户台辆件篇岁位层级期笔例对支艘班床场幅米吨元公平万亿亩区县市镇乡村方大重点线季届周时分秒]';
const QUANTITY = new RegExp(
  `百分之(?<share>${NUMERAL}+(?:点${NUMERAL}+)?|\\d+(?:\\.\\d+)?)` +
    `|(?<digits>\\d[\\d,]*(?:\\.\\d+)?)(?<magnitude>[百千万亿]{0,3})(?:多|余)?(?<unit>个百分点|个?工作日|[%‰]|[a-z]+(?:/[a-z]+)?|\\p{Script=Han})?` +
    `|(?<chinese>${NUMERAL}{1,12})(?:多|余)?(?<counter>个百分点|个?工作日|${COUNTED})` +
    `|第(?<ordinal>${NUMERAL}{1,6})`,
  'gu',
);

/** Bounds before and after a number, in normalised text; a noun may stand between: 不得高于成本价的80%. */
const LEAST_BEFORE =
  /(?:不低于|不少于|不小于|不得低于|不得少于|不得小于|至少|最低|(?<!不|不得)(?:大于|高于|超过|突破|超))(?:了|为)?\p{Script=Han}{0,8}$/u;
const MOST_BEFORE =
  /(?:不高于|不超过|不得超过|不得高于|不得大于|不得多于|不大于|不多于|不足|至多|最多|最高|(?<!不|不得)(?:小于|低于|少于)|控制在|上限为?)(?:了|为)?\p{Script=Han}{0,8}$/u;
const LEAST_AFTER = /^(?:及)?(?:以上|之上|起)/u;
const MOST_AFTER = /^(?:及)?(?:以内|以下|之内|封顶|内(?!容|部|地|外|陆|河|销|需))/u;

/** The rest of the unit before a bound: 20兆[比特每秒(Mbps)]以上. */
const BEHIND_NUMBER =
  /^\p{Script=Han}{0,6}?(?:\([^)]{1,12}\))?(?=及?(?:以上|之上|起|以内|以下|之内|封顶|内))/u;

/** Words that hold a numeral and count nothing. */
const NO_COUNT =
  /^(?:一(?:个|些|批|项|次|类|种|体|级|线|方|点|家|大|时|重|件|处|条|位|人|年来|日)|十分|万一|千方|百姓|两(?:个|方)面|三农|四个|五位|一周)$/u;

/**
 * Numbers in normalised text, in order, Arabic and Chinese: 2万个, 百分之二十, 二十家, 2025年. 一个, 一批 and the like are left out.
 */
export function readQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(QUANTITY)) {
    const groups = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    const value = readValue(groups);
    if (value === null || !Number.isFinite(value)) continue;
    const unit =
      groups.share !== undefined
        ? '%'
        : groups.ordinal !== undefined
          ? '第'
          : unitOf(groups.unit ?? groups.counter ?? '');
    if (groups.chinese !== undefined && NO_COUNT.test(groups.chinese + groups.counter)) continue;
    found.push({
      value,
      upTo: null,
      unit,
      bound: boundAt(text, start, end),
      change: changeAt(text, start),
      start,
      end,
    });
  }
  return joinSpans(found, text);
}

/** 3至5个, 2-3家, 7时至9时: two numbers with nothing but a stroke between them are one span. */
function joinSpans(found: readonly Quantity[], text: string): Quantity[] {
  const joined: Quantity[] = [];
  for (const quantity of found) {
    const last = joined.at(-1);
    const between = last ? text.slice(last.end, quantity.start) : '';
    const isSpan =
      last?.upTo === null &&
      /^[-—–~～至到]{1,2}$/u.test(between) &&
      (last.unit === '' || last.unit === quantity.unit);
    if (isSpan && !isYear(last)) {
      joined.pop();
      joined.push({ ...quantity, value: last.value, upTo: quantity.value, start: last.start });
    } else joined.push(quantity);
  }
  return joined;
}

const ofCells = new WeakMap<object, readonly Quantity[]>();

/** The numbers of a stretch of a clause, read once. */
export function quantitiesOf(cell: { readonly normal: string }): readonly Quantity[] {
  let quantities = ofCells.get(cell);
  if (!quantities) {
    quantities = readQuantities(cell.normal);
    ofCells.set(cell, quantities);
  }
  return quantities;
}

/** Whether two figures say the same number of the same thing; a unit that one of them leaves out is no contradiction. */
export function isSameQuantity(a: Quantity, b: Quantity): boolean {
  return a.value === b.value && a.upTo === b.upTo && (a.unit === b.unit || a.unit === '' || b.unit === '');
}

export function isYear({ value, unit }: Quantity): boolean {
  return (
    value >= 1900 &&
    value <= 2099 &&
    Number.isInteger(value) &&
    (unit === '年' || unit === '' || unit === '-')
  );
}

function readValue(groups: Record<string, string | undefined>): number | null {
  const { share, digits, magnitude = '', chinese, ordinal } = groups;
  if (share !== undefined) return /^\d/.test(share) ? Number(share) : readSpelled(share);
  if (digits !== undefined) {
    return Number(amountOf(digits, magnitude).value);
  }
  return readSpelled(chinese ?? ordinal ?? '');
}

function readSpelled(text: string): number | null {
  const [whole = '', fraction] = text.split('点');
  const value = parseChineseNumeral(whole);
  if (value === null || fraction === undefined) return value;
  const digits = parseChineseNumeral(fraction);
  return digits === null ? null : Number(`${value}.${digits}`);
}

/** The sign by which units are compared: 万元 and 元 differ in value already, 工作日 and 日 are not the same. */
function unitOf(unit: string): string {
  if (unit.includes('百分点')) return '百分点';
  if (unit.includes('工作日')) return '工作日';
  return /^[a-z]/.test(unit) ? unit : unit.slice(0, 1);
}

function changeAt(text: string, start: number): Quantity['change'] {
  const match =
    /(?:提高|提升|增长|增加|上升|下降|降低|减少|压减|压缩|缩短|扩大|降|升|增|减)(?<to>到|至|为)?了?(?:不低于|不超过|约|近)?$/u.exec(
      text.slice(Math.max(0, start - 12), start),
    );
  if (!match) return null;
  return match.groups?.['to'] === undefined ? 'by' : 'to';
}

function boundAt(text: string, start: number, end: number): Bound {
  const before = /[^\d%]*$/u.exec(text.slice(Math.max(0, start - 16), start))![0];
  const rest = text.slice(end).replace(BEHIND_NUMBER, '');
  if (LEAST_BEFORE.test(before)) return 'least';
  if (MOST_BEFORE.test(before)) return 'most';
  if (LEAST_AFTER.test(rest)) return 'least';
  return MOST_AFTER.test(rest) ? 'most' : null;
}
