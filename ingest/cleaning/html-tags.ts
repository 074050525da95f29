import type { TextEdit } from '../../src/domain/mapped-text.ts';
import type { LayoutMark } from '../../src/domain/source-layout.ts';
import type { PassResult } from './cleaning-pass.ts';
import { createHtmlTable } from './html-table.ts';

const BLOCK =
  'p|div|section|article|center|blockquote|ul|ol|li|dl|dt|dd|h[1-6]|hr|table|thead|tbody|tfoot|caption|tr';
const INLINE = 'b|strong|i|em|u|s|span|font|small|big|sup|sub|a|img|o:p|br|td|th|col|colgroup|wbr';

/** A layout tag. One that carries a script is no layout: it stays as it is printed, and is shown as text. */
const TAG = new RegExp(
  `<(?<close>/?)(?<name>${BLOCK}|${INLINE})(?<attributes>(?:\\s[^<>]{0,2000})?)/?>`,
  'giu',
);
const HANDLER = /\son[a-z]+\s*=|javascript:/iu;
const IS_BLOCK = new RegExp(`^(?:${BLOCK})$`, 'iu');
const IS_TABLE_PART = /^(?:table|thead|tbody|tfoot|tr|td|th|col|colgroup|caption)$/iu;

/** 「第一章 总则{align="center"}」, 「{.title #t1}」 behind a line of a converted page. */
const ATTRIBUTES =
  /\{[ \t]*(?:[.#][\w-]{1,40}|[\w-]{1,40}=(?:"[^"{}<>\n]{0,200}"|[\w-]{1,40}))(?:[ \t]+(?:[.#][\w-]{1,40}|[\w-]{1,40}=(?:"[^"{}<>\n]{0,200}"|[\w-]{1,40}))){0,8}[ \t]*\}/gu;

/**
 * Takes the tags out of pages that were converted by half. A paragraph becomes a line, a table row a line with its cells apart by
 * tabs (a <br> in a cell stays, it is read with the table), <b> and <h2> the marks that ** and ## are.
 */
export function findHtmlTags(text: string): PassResult {
  const tags = [...text.matchAll(TAG)].filter(({ groups }) => !HANDLER.test(groups!['attributes']!));
  const edits: TextEdit[] = [...text.matchAll(ATTRIBUTES), ...findComments(text)].map(
    ({ index, 0: { length } }) => deletion(index, index + length),
  );
  const marks: LayoutMark[] = [];
  const table = createHtmlTable();
  const isInRow = createRowFinder(text);
  let bold: number | null = null;
  let heading: number | null = null;
  tags.forEach((tag, i) => {
    const name = tag.groups!['name']!.toLowerCase();
    const closes = tag.groups!['close'] === '/';
    const start = tag.index;
    const end = start + tag[0].length;
    const between = text.slice(end, tags[i + 1]?.index ?? end);
    if (name === 'b' || name === 'strong') {
      if (closes && bold !== null) addMark(marks, text, { kind: 'bold', span: { start: bold, end: start } });
      bold = closes ? null : end;
    } else if (/^h[1-6]$/u.test(name)) {
      if (closes && heading !== null)
        addMark(marks, text, {
          kind: 'heading',
          level: Number(name[1]),
          span: { start: heading, end: start },
        });
      heading = closes ? null : end;
    }
    if (IS_TABLE_PART.test(name)) {
      const replacement = table.take(name, closes, tag.groups!['attributes']!);
      const isGap = name !== 'table' && between.trim() === '' && !(!closes && /^t[dh]$/u.test(name));
      edits.push({ start, end: isGap ? end + between.length : end, replacement });
    }
    if (table.isInCell) for (const edit of joinLines(between, end)) edits.push(edit);
    if (IS_TABLE_PART.test(name)) return;
    if (name === 'br' && (table.isInCell || isInRow(start))) return;
    const isBreak =
      IS_BLOCK.test(name) || (name === 'br' && !/^[^\S\n]*\n/u.test(text.slice(end, end + 100)));
    edits.push({ start, end, replacement: !isBreak ? '' : table.isInCell ? ' ' : '\n' });
  });
  return { edits: withoutOverlaps(edits), marks };
}

/** Line breaks of the page's source inside a cell. */
function joinLines(text: string, at: number): TextEdit[] {
  return [...text.matchAll(/\n/gu)].map(({ index }) => ({
    start: at + index,
    end: at + index + 1,
    replacement: ' ',
  }));
}

/** Tells, for places in ascending order, whether they lie in a line of cells: there a <br> is read with the table. */
function createRowFinder(text: string): (place: number) => boolean {
  let start = 0;
  let end = -1;
  let isRow = false;
  return (place) => {
    if (place <= end) return isRow;
    start = Math.max(end + 1, text.lastIndexOf('\n', place) + 1);
    const lineBreak = text.indexOf('\n', place);
    end = lineBreak < 0 ? text.length : lineBreak;
    isRow = /[|｜\t]/u.test(text.slice(start, end));
    return isRow;
  };
}

function addMark(marks: LayoutMark[], text: string, mark: LayoutMark): void {
  const { start, end } = mark.span;
  if (end - start <= 200 && text.slice(start, end).trim() !== '') marks.push(mark);
}

function findComments(text: string): { readonly index: number; readonly 0: string }[] {
  const found: { index: number; 0: string }[] = [];
  for (let index = text.indexOf('<!--'); index >= 0; ) {
    const end = text.indexOf('-->', index);
    if (end < 0) break;
    found.push({ index, 0: text.slice(index, end + 3) });
    index = text.indexOf('<!--', end + 3);
  }
  return found;
}

/** What lies inside a longer deletion goes with it. */
function withoutOverlaps(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}

function deletion(start: number, end: number): TextEdit {
  return { start, end, replacement: '' };
}
