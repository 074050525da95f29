import type { HeaderField } from './cleaning-pass.ts';
import {
  STRONG_INDEX_LABELS,
  STRONG_WEB_LABELS,
  WEAK_INDEX_LABELS,
  WEAK_WEB_LABELS,
} from './header-labels.ts';
import { readLabelledLine, splitCells } from './labelled-lines.ts';
import type { TextLine } from './text-line.ts';

/** A line that consists of labels with values. */
export interface HeaderLine {
  /** A label stands in it that only index tables, web pages or crawlers write. */
  readonly strong: boolean;
  /** Its labels come from an index table. */
  readonly index: boolean;
  /** Its labels are known by their shape alone: it counts beside a strong line. */
  readonly byShape: boolean;
  readonly fields: readonly HeaderField[];
}

/** Longest first, white space allowed between all characters: 「索 引 号」, 「标　　题」. */
function alternatives(labels: readonly string[]): string {
  return [...labels]
    .sort((a, b) => b.length - a.length)
    .map((label) => [...label].join('[ \\t\\u00A0\\u3000]*'))
    .join('|');
}

const LABEL = new RegExp(
  `(?<=^|[\\s|｜\\[【(（\\]】)）*])(?:(?<strongIndex>${alternatives(STRONG_INDEX_LABELS)})|(?<weakIndex>${alternatives(WEAK_INDEX_LABELS)})|` +
    `(?<strongWeb>${alternatives(STRONG_WEB_LABELS)})|(?<weakWeb>${alternatives(WEAK_WEB_LABELS)}))(?:\\*\\*)?[\\s]*[:：](?:\\*\\*)?`,
  'gu',
);

/** What may stand before the first label: marks, a date with time, 「（」. */
const LEAD =
  /^[\s*#>|｜【[(（-]*(?:(?<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]*)?[【[(（]?$/u;

const LONGEST_LINE = 2000;
const LONGEST_VALUE = 80;
const LONG_VALUES = new Set([
  '标题',
  '名称',
  '文件名称',
  '文件标题',
  '政策名称',
  '文档名称',
  '信息名称',
  '内容概述',
  '原文链接',
  '原文地址',
  '文章链接',
  '链接地址',
  '链接',
  '网址',
  '检索关键词',
  '关键词',
]);

/**
 * Reads 「发文机关：	国务院	成文日期：	2019年01月12日」 or 「时间: 2017-09-12  来源:某某网   点击:」. `null` for a line that is anything
 * more than labels and short values, such as 「来源：市财政安排的专项资金，用于补助。」
 */
export function readHeaderLine(line: TextLine): HeaderLine | null {
  if (line.text.length > LONGEST_LINE) return null;
  const found = [...line.text.matchAll(LABEL)];
  const first = found[0];
  const lead = first && LEAD.exec(line.text.slice(0, first.index));
  if (!first || !lead) return null;
  const fields: HeaderField[] = [];
  for (const [i, match] of found.entries()) {
    const valueStart = match.index + match[0].length;
    const valueEnd = found[i + 1]?.index ?? line.text.length;
    const label = match[0].replace(/[\s*:：]/gu, '');
    const value = tidyValue(line.text.slice(valueStart, valueEnd));
    if (!LONG_VALUES.has(label) && (value.length > LONGEST_VALUE || /[。；]|，.*，/u.test(value)))
      return null;
    fields.push({
      label,
      value,
      span: { start: line.start + match.index, end: line.start + trimEnd(line.text, valueEnd) },
    });
  }
  const day = lead.groups?.['day'];
  if (day !== undefined) {
    const start = line.start + lead[0].indexOf(day);
    fields.push({ label: '发布日期', value: day, span: { start, end: start + day.length } });
  }
  const groups = found.map((match) => match.groups!);
  return {
    strong: groups.some((group) => group.strongIndex || group.strongWeb),
    index: groups.some((group) => group.strongIndex || group.weakIndex),
    byShape: false,
    fields,
  };
}

const STRONG_LABELS = new Set([...STRONG_INDEX_LABELS, ...STRONG_WEB_LABELS]);
const CELL_LABELS = new Set([...STRONG_INDEX_LABELS, ...WEAK_INDEX_LABELS]);

/**
 * Reads the row of an index table whose labels have no colon, 「| 索引号 | 0012 | 主题分类 | 综合 |」: every other cell is a known label.
 * A row that has other labels too, a line that only has the shape of labels with values, or the rule below a row, is known by its shape alone.
 */
export function readIndexRow(line: TextLine): HeaderLine | null {
  if (line.text.length > LONGEST_LINE) return null;
  const cells = splitCells(line.text);
  const labels = cells.filter((_, i) => i % 2 === 0).map(({ text }) => text.replace(/[\s*]/gu, ''));
  const known = labels.filter((label) => CELL_LABELS.has(label)).length;
  if (cells.length >= 2 && known > 0 && labels.every((label) => /^\p{Script=Han}{2,8}$/u.test(label)))
    return {
      strong: known === labels.length && labels.some((label) => STRONG_LABELS.has(label)),
      index: true,
      byShape: known < labels.length,
      fields: labels.map((label, i) => {
        const { start, end, text } = cells[i * 2 + 1] ?? { ...cells[i * 2]!, text: '' };
        return {
          label,
          value: text,
          span: { start: line.start + Math.min(cells[i * 2]!.start, start), end: line.start + end },
        };
      }),
    };
  if (line.text.length <= LONGEST_LINE && /^[\s|:-]*-{2}[\s|:-]*$/u.test(line.text))
    return { strong: false, index: false, byShape: true, fields: [] };
  const labelled = readLabelledLine(line);
  if (labelled.length === 0) return null;
  return {
    strong: false,
    index: true,
    byShape: true,
    fields: labelled.map(({ label, value, start, end }) => ({
      label,
      value,
      span: { start: line.start + start, end: line.start + end },
    })),
  };
}

/** The value without marks; a link that repeats its address gives the address. */
function tidyValue(raw: string): string {
  return raw
    .replace(/\[(?<text>[^\]]*)\]\([^)]*\)/gu, '$<text>')
    .replace(/^[\s*|｜\]】)）]+|[\s*|｜[【(（]+$/gu, '')
    .trim();
}

function trimEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}
