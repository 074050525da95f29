import { canonicalDecimal, shiftDecimal } from './decimal.ts';

const MAGNITUDES: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 亿: 8 };

/** A number in its plain measure, so that it can be compared: 1.1 亿元 and 11000 万元 are both 110000000 元. */
export interface Amount {
  readonly value: string;
  readonly unit: string;
}

/** Takes 百, 千, 万, 亿 out of the measure; 三成 is 30 %, ‰ a tenth of %. Millions of the measure itself (千瓦, 百分点) stay. */
export function amountOf(value: string, unit: string): Amount {
  const { magnitude = '', rest = '' } =
    /^(?<magnitude>(?:[百千万亿](?!瓦|米|克|分点|卡|伏)){0,4})(?<rest>.*)$/su.exec(unit)?.groups ?? {};
  const places = [...magnitude].reduce((sum, sign) => sum + MAGNITUDES[sign]!, 0);
  const plain = shiftDecimal(canonicalDecimal(value), places);
  if (rest === '成') return { value: shiftDecimal(plain, 1), unit: '%' };
  if (rest === '‰') return { value: shiftDecimal(plain, -1), unit: '%' };
  return { value: plain, unit: foldUnit(rest) };
}

/** 个工作日 and 工作日, 人次 as printed; 公里 and 千米 are one. */
function foldUnit(unit: string): string {
  const folded = unit.normalize('NFKC').replace(/^个(?=工作日|自然日|百分点|小时|星期|学期|学时)/u, '');
  return folded === '千米' ? '公里' : folded === '平方千米' ? '平方公里' : folded;
}
