import { findDownloadLists } from './attachment-lists.ts';
import type { HeaderField, PassResult } from './cleaning-pass.ts';
import { isFurnitureAnywhere, isFurnitureAtTheEnd, isLinkBar } from './furniture-lines.ts';
import { type HeaderLine, readHeaderLine, readIndexRow } from './header-lines.ts';
import { splitLines, type TextLine } from './text-line.ts';

/** How many written lines at each end of a file may hold page headers and footers. */
const HEAD_LINES = 30;
const TAIL_LINES = 12;

/** The first numbered heading ends the head of a file: 「一、总体要求」, 「第一章 总则」, 「（一）」. */
const NUMBERED =
  /^(?:第[一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])/u;

const SENTENCE_END = /[。；;）)！!？?]$/u;

/** A value that is a day or a time and nothing else: web pages print it so, official texts with 年月日 in a sentence. */
const TIME_STAMP = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?$/u;

/** 「## 政策全文」, 「**正文**」 */
const FULL_TEXT = /^【?(?:政策|文件|公文|法规|通知)?(?:全文|正文|原文|内容|正文内容)】?[:：]?$/u;

/** Finds the lines that a site or crawler put around a document. The values of labelled ones are kept as header fields. */
export function findFurniture(text: string): PassResult {
  const lines = splitLines(text);
  const removed = findDownloadLists(lines);
  const headerFields: HeaderField[] = [];
  const headerLines = findHeaderLines(lines, removed);
  for (const [i, header] of headerLines) {
    removed.add(i);
    headerFields.push(...header.fields);
  }
  for (const i of findHeaderTitles(lines, headerLines)) removed.add(i);
  const tail = linesAfterLastSentence(lines, removed);
  lines.forEach((line, i) => {
    if (isFurnitureAnywhere(line) || isLinkBar(lines, i) || (tail.has(i) && isFurnitureAtTheEnd(line.bare)))
      removed.add(i);
  });
  return {
    edits: [...removed]
      .sort((a, b) => a - b)
      .map((i) => ({ start: lines[i]!.start, end: lines[i]!.end, replacement: '' })),
    headerFields,
  };
}

/** Labelled lines at both ends: a block goes when one of its lines cannot be anything else, a single weak one by its value. */
function findHeaderLines(lines: readonly TextLine[], removed: ReadonlySet<number>): Map<number, HeaderLine> {
  const found = new Map<number, HeaderLine>();
  const ends = [...firstWritten(lines), ...lastWritten(lines, removed)];
  const candidates = new Map<number, HeaderLine>();
  for (const i of ends) {
    const header = readHeaderLine(lines[i]!) ?? readIndexRow(lines[i]!);
    if (header) candidates.set(i, header);
  }
  for (const [i, header] of candidates) {
    if (
      header.strong ||
      (!header.byShape && (header.fields.length > 1 || isWebPageValue(header))) ||
      hasStrongNeighbour(lines, candidates, i)
    ) {
      found.set(i, header);
    }
  }
  for (const [i, header] of found) attachValueLine(lines, found, i, header);
  return found;
}

/** What a crawler prints around its header: 「### 基本信息」 above it, 「--」 and 「## 政策全文」 below it. */
function findHeaderTitles(lines: readonly TextLine[], header: ReadonlyMap<number, HeaderLine>): number[] {
  const found: number[] = [];
  const written = firstWritten(lines);
  let isBelow = false;
  for (const [k, i] of written.entries()) {
    const { text, bare } = lines[i]!;
    const isMarked = /^\s*(?:#{2,6}|\*\*|【)/u.test(text);
    const isAbove =
      header.has(written[k + 1] ?? -1) && /^[【\p{Script=Han}]{0,5}(?:信息|属性|数据)】?[:：]?$/u.test(bare);
    const isTitle = isMarked && (isAbove || (isBelow && FULL_TEXT.test(bare)));
    if (isTitle || (isBelow && /^--$/u.test(bare))) found.push(i);
    isBelow = header.has(i) || (isBelow && found.at(-1) === i) || (isBelow && isFurnitureAnywhere(lines[i]!));
  }
  return found;
}

/** 「索引号：」 and its value on lines of their own: the value is what stands alone between two labels. */
function attachValueLine(
  lines: readonly TextLine[],
  found: Map<number, HeaderLine>,
  at: number,
  header: HeaderLine,
): void {
  const [field] = header.fields;
  if (!header.index || header.fields.length !== 1 || field!.value !== '') return;
  const next = nextWritten(lines, at);
  if (next === -1 || found.has(next) || !found.get(nextWritten(lines, next))?.index) return;
  const { start, text, bare } = lines[next]!;
  const end = start + text.trimEnd().length;
  found.set(at, { ...header, fields: [{ ...field!, value: bare, span: { start: field!.span.start, end } }] });
  found.set(next, { strong: false, index: false, byShape: false, fields: [] });
}

function nextWritten(lines: readonly TextLine[], at: number): number {
  return lines.findIndex((line, i) => i > at && line.bare !== '');
}

/** 「来源：临江政务网」, 「时间: 2017-09-12」 */
function isWebPageValue(header: HeaderLine): boolean {
  const { label, value } = header.fields[0]!;
  if (/^(?:时间|日期|发布日期)$/u.test(label)) return TIME_STAMP.test(value);
  if (label === '来源')
    return (
      /(?:网|网站|客户端|日报|晚报|公众号|新华社|人民政府|办公室|局|委|厅|部)$|[a-z]\.[a-z]/iu.test(value) &&
      value.length <= 30
    );
  return /^(?:责编|校对|录入|信息员|发布人|发布者|链接|网址)$/u.test(label);
}

/** Whether the block of labelled lines around this one, blank lines aside, has a strong one. */
function hasStrongNeighbour(
  lines: readonly TextLine[],
  candidates: ReadonlyMap<number, HeaderLine>,
  at: number,
): boolean {
  for (const step of [-1, 1]) {
    for (let i = at + step; i >= 0 && i < lines.length; i += step) {
      if (lines[i]!.bare === '') continue;
      const header = candidates.get(i);
      if (!header) break;
      if (header.strong) return true;
    }
  }
  return false;
}

function firstWritten(lines: readonly TextLine[]): number[] {
  const found: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.bare === '') continue;
    if (NUMBERED.test(line.bare) || found.length === HEAD_LINES) break;
    found.push(i);
  }
  return found;
}

/** From the end up to the last sentence; removed lines are seen through. */
function lastWritten(lines: readonly TextLine[], removed: ReadonlySet<number>): number[] {
  return readTail(lines, removed).found;
}

/** The same where a sentence was met: the last cells of a table are no page footer. */
function linesAfterLastSentence(
  lines: readonly TextLine[],
  removed: ReadonlySet<number>,
): ReadonlySet<number> {
  const { found, afterSentence } = readTail(lines, removed);
  return new Set(afterSentence ? found : []);
}

function readTail(
  lines: readonly TextLine[],
  removed: ReadonlySet<number>,
): { readonly found: number[]; readonly afterSentence: boolean } {
  const found: number[] = [];
  for (let i = lines.length - 1; i >= 0 && found.length < TAIL_LINES; i--) {
    const { bare } = lines[i]!;
    if (bare === '' || removed.has(i) || isFurnitureAnywhere(lines[i]!)) continue;
    if (SENTENCE_END.test(bare)) return { found, afterSentence: true };
    found.push(i);
  }
  return { found, afterSentence: false };
}
