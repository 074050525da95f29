import type { LogicalLine } from './logical-line.ts';
import { isRowLine } from './row-cells.ts';

/** The lines right above a table that name it and say what its figures are counted in. */
export interface TableCaption {
  /** In printed order. */
  readonly lines: readonly LogicalLine[];
  /** 「表1 城区供水价格（单位：元/立方米）」 */
  readonly title: string;
  /** One of several tables with the same header: the others' names may stand between their rows. */
  readonly isCategory: boolean;
}

/** 「表1　供水价格」, 「附表2：重点任务」, 「表A.1　验收项目」. */
const NUMBERED =
  /^附?表\s*(?:[A-Z]\s*[.．]\s*)?(?:\d{1,3}(?:[-—.．]\d{1,2})?|[一二三四五六七八九十]{1,3})\s*[:：.、]?\s*[^\s。；]/;
/** 「单位：万元」, 「（单位：元/人·月）」; not 「单位：市水务局」, which a form has. */
const MEASURE = /^[（(]?\s*(?:计量|金额)?单位\s*[:：]\s*(?<measure>[^。；:：]{1,24}?)\s*[）)]?$/;
const BODY = /[局委厅办部院]$|政府|公司|中心$/;

export function isTableCaption(text: string): boolean {
  return text.length <= 60 && NUMBERED.test(text) && !/[。；\t|]/.test(text);
}

/**
 * Finds the caption right above the header of a table: a numbered one, one with its measure, or the line that names one of several tables
 * with the same header (东城区). Null where there is none.
 */
export function createCaptionFinder(lines: readonly LogicalLine[]): (at: number) => TableCaption | null {
  const counts = new Map<string, number>();
  for (const { text } of lines) if (isRowLine(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (at) => {
    const above = lines[at - 1];
    const measure = above && readMeasure(above.text);
    const caption = lines[measure ? at - 2 : at - 1];
    const isRepeated = (counts.get(lines[at]!.text) ?? 0) >= 2;
    const isNamed =
      caption !== undefined &&
      (isTableCaption(caption.text) ||
        (isRepeated && !measure && caption.text.length <= 30 && !/[，。；：:\t]/.test(caption.text)));
    if (!isNamed && !measure) return null;
    const title = [isNamed ? caption.text : '', measure ? `（单位：${measure}）` : ''].join('');
    const isCategory = isNamed && !measure && !isTableCaption(caption.text);
    return { lines: [...(isNamed ? [caption] : []), ...(measure ? [above] : [])], title, isCategory };
  };
}

function readMeasure(text: string): string | null {
  const measure = MEASURE.exec(text)?.groups?.['measure'] ?? '';
  return measure === '' || BODY.test(measure) ? null : measure;
}
