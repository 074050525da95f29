import type { LogicalLine } from './logical-line.ts';
import { readNumber } from './numbering.ts';

const HEADING = /^(?:目\s*[录次]|contents)$/i;
/** 「第一章 总则……1」, 「一、总体要求　3」: leaders and the page at the end of an entry. */
const PAGE = /[\s.…·．。\-—_]*(?:[.…·．]{2,}|\s)[\s.…·．\-—_]*[（(]?(?:\d{1,4}|[IVXⅠ-Ⅻ]{1,5})[）)]?$/;
/** 「目录 第一章 总则 第二章 管理」 on one line. */
const ON_ONE_LINE = /^目\s*[录次]\s*(?:第[一二三四五六七八九十]+章|[一二三四五六七八九十]、)[^。；]{0,400}$/;

const MOST_ENTRIES = 400;
const LONGEST_ENTRY = 80;
/** With its leaders. */
const MOST_PAGED = 400;

/** The lines without the table of contents: what stands between 目录 and the first entry's return as a heading. */
export function withoutContents(lines: readonly LogicalLine[]): LogicalLine[] {
  const start = lines.findIndex(({ text }) => HEADING.test(text) || ON_ONE_LINE.test(text));
  if (start >= 0) {
    const length = ON_ONE_LINE.test(lines[start]!.text) ? 1 : 1 + entriesLength(lines, start + 1);
    return [...lines.slice(0, start), ...lines.slice(start + length)];
  }
  const first = lines.findIndex(({ text }) => readNumber(text) !== null);
  const length = first < 0 ? 0 : untitledLength(lines, first);
  return length === 0 ? [...lines] : [...lines.slice(0, first), ...lines.slice(first + length)];
}

/** Entries up to where the first one stands again; without that, those that end in a page number. */
function entriesLength(lines: readonly LogicalLine[], at: number): number {
  const first = entryOf(lines[at]);
  if (first === null) return 0;
  for (let length = 1; length < MOST_ENTRIES && at + length < lines.length; length++) {
    const entry = entryOf(lines[at + length]);
    if (entry === null) break;
    if (entry === first) return length;
  }
  let paged = 0;
  const isPaged = ({ text }: LogicalLine): boolean => text.length <= MOST_PAGED && PAGE.test(text);
  while (at + paged < lines.length && isPaged(lines[at + paged]!)) paged++;
  return paged;
}

/** 「第一章 总则」, 「第二章 管理」, 「第三章 附则」 with nothing between them, and then the first again. */
function untitledLength(lines: readonly LogicalLine[], at: number): number {
  const kind = readNumber(lines[at]!.text)?.kind;
  if (kind !== 'part' && kind !== 'chapter') return 0;
  const length = entriesLength(lines, at);
  const entries = lines.slice(at, at + length);
  return length >= 2 && entries.every(({ text }) => /^第[^，。]{1,3}[编篇章节]/.test(text)) ? length : 0;
}

/** The words of an entry without white space and page; null for what is no entry. */
function entryOf(line: LogicalLine | undefined): string | null {
  if (!line || line.text.length > LONGEST_ENTRY || /[。；]$/.test(line.text)) return null;
  return line.text.replace(PAGE, '').replace(/\s+/g, '');
}
