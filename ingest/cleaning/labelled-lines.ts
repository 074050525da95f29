import type { TextLine } from './text-line.ts';

/** A label with its value, with their places in the line. */
export interface LabelledValue {
  readonly label: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST_LINE = 2000;
const LONGEST_VALUE = 80;

/** 「- **文档类型**：政策类」, 「**分类**: 」; the marks tell it from a line of text. */
const LISTED =
  /^\s*(?:[-*+•]\s+(?:\*\*)?|\*\*)(?<label>[\u4e00-\u9fff][\u4e00-\u9fff（）()/]{1,11})(?:\*\*)?\s*[:：](?:\*\*)?(?<value>.*)$/u;

const CELL_LABEL =
  /^(?:\*\*)?(?<label>[\u4e00-\u9fff][\u4e00-\u9fff\s（）()/]{0,14})(?:\*\*)?\s*[:：](?:\*\*)?$/u;

/**
 * Reads 「- **文档类型**：政策类」 or 「咨询机关： | 区水务局 | 咨询电话： | 0000」 by the shape alone, whatever the label: the line
 * counts beside one whose label is unmistakable. Empty for every other line.
 */
export function readLabelledLine({ text }: TextLine): LabelledValue[] {
  if (text.length > LONGEST_LINE) return [];
  const listed = LISTED.exec(text)?.groups;
  if (listed) {
    const value = listed['value']!.trim();
    const end = text.trimEnd().length;
    return value !== '' && isValue(value)
      ? [{ label: listed['label']!, value, start: text.search(/\S/u), end }]
      : [];
  }
  const cells = splitCells(text);
  const found: LabelledValue[] = [];
  for (let i = 0; i < cells.length; ) {
    const label = CELL_LABEL.exec(cells[i]!.text)?.groups?.['label'];
    if (!label) return [];
    const next = cells[i + 1];
    const hasValue = next !== undefined && !CELL_LABEL.test(next.text);
    if (hasValue && !isValue(next.text)) return [];
    const { start, end } = cells[i]!;
    found.push({
      label: label.replace(/\s/gu, ''),
      value: hasValue ? next.text : '',
      start,
      end: hasValue ? next.end : end,
    });
    i += hasValue ? 2 : 1;
  }
  return found;
}

/** The cells of a row, apart by | or tabs, empty ones at its ends left out; none where it is no row. */
export function splitCells(
  text: string,
): { readonly text: string; readonly start: number; readonly end: number }[] {
  if (!/[|｜\t]/u.test(text.trim())) return [];
  const cells: { text: string; start: number; end: number }[] = [];
  let at = 0;
  for (const part of text.split(/[|｜\t]/u)) {
    const trimmed = part.trim();
    const start = at + (trimmed === '' ? 0 : part.indexOf(trimmed));
    cells.push({ text: trimmed, start, end: start + trimmed.length });
    at += part.length + 1;
  }
  const first = cells.findIndex(({ text: own }) => own !== '');
  const last = cells.findLastIndex(({ text: own }) => own !== '');
  return first < 0 ? [] : cells.slice(first, last + 1);
}

function isValue(text: string): boolean {
  return text.length <= LONGEST_VALUE && !/[。；]/u.test(text);
}
