import type { TextEdit } from '../../src/domain/mapped-text.ts';
import type { LayoutMark } from '../../src/domain/source-layout.ts';
import { createSpanIndex } from '../../src/domain/span-index.ts';
import type { PassResult } from './cleaning-pass.ts';
import { splitLines } from './text-line.ts';

/** 「# 标题」, 「### 一、总体要求 ###」, 「##标题」; a single # without a blank (「#1机组」) is text. */
const HEADING =
  /^(?<mark>\s{0,3}(?:#{1,6}[ \t\u3000]+|#{2,6}(?=[^#\s])))(?<text>.*?)(?<tail>[ \t]+#+)?[ \t]*$/u;

/** A target that is an address and not an ordinary bracket. */
const TARGET =
  '\\(\\s*(?:(?:https?:|mailto:|javascript:|/|\\.{0,2}/|#|www\\.)[^()\\n]{0,500}(?:\\([^()\\n]{0,200}\\)[^()\\n]{0,200}){0,3}|[^()\\n]{0,300}\\.(?:pdf|docx?|xlsx?|s?html?|jsp|wps|ofd|zip|rar|png|jpe?g|gif))?\\s*\\)';
const LINK = new RegExp(`(?<image>!)?\\[(?<text>[^\\[\\]\\n]{0,300})\\]${TARGET}`, 'giu');

/**
 * Deletes markdown marks and remembers bold stretches and headings. Official pages converted to markdown write unnumbered
 * headings bold: 「　**一、提升科技服务供给质量**」. Bold is paired within a line; an unpaired mark goes where it opens or closes the line
 * and stays inside it (「138****5678」, 「张**」).
 */
export function findMarkdownMarks(text: string): PassResult {
  const edits: TextEdit[] = [];
  const marks: LayoutMark[] = [];
  for (const line of splitLines(text)) {
    const heading = HEADING.exec(line.text)?.groups;
    let from = 0;
    let to = line.text.length;
    if (heading) {
      from = heading.mark!.length;
      to = from + heading.text!.length;
      edits.push(deletion(line.start, line.start + from));
      if (to < line.text.length) edits.push(deletion(line.start + to, line.start + line.text.length));
      if (heading.text!.trim() !== '') {
        marks.push({
          kind: 'heading',
          level: [...heading.mark!].filter((character) => character === '#').length,
          span: { start: line.start + from, end: line.start + to },
        });
      }
    }
    const content = line.text.slice(from, to);
    const start = line.start + from;
    const links = findLinks(content);
    for (const link of links) edits.push(shift(link, start));
    const bold = findBold(content);
    const linked = createSpanIndex(links);
    for (const edit of bold.edits) if (!linked.overlaps(edit)) edits.push(shift(edit, start));
    for (const [a, b] of bold.stretches) {
      marks.push({ kind: 'bold', span: { start: start + a, end: start + b } });
    }
  }
  return { edits, marks };
}

/** `[text](address)` keeps its text; an image goes. */
function findLinks(content: string): TextEdit[] {
  return [...content.matchAll(LINK)].flatMap((match) => {
    const { index } = match;
    const end = index + match[0].length;
    const text = match.groups!.text!;
    if (match.groups!.image || text.trim() === '') return [deletion(index, end)];
    return [deletion(index, index + 1), deletion(index + 1 + text.length, end)];
  });
}

interface BoldMarks {
  readonly edits: readonly TextEdit[];
  readonly stretches: readonly (readonly [start: number, end: number])[];
}

function findBold(content: string): BoldMarks {
  const edits: TextEdit[] = [];
  const stretches: [number, number][] = [];
  let open: { readonly start: number; readonly end: number } | null = null;
  const close = (inner: number): void => {
    const text = content.slice(open!.end, inner);
    const trimmed = text.trim();
    if (trimmed === '') return;
    const start = open!.end + text.indexOf(trimmed);
    stretches.push([start, start + trimmed.length]);
  };
  for (const match of content.matchAll(/\*{2,}/g)) {
    const start = match.index;
    const end = start + match[0].length;
    if (open) {
      close(start);
      edits.push(deletion(open.start, open.end));
      // 「**一、****总体要求**」: four close one stretch and open the next.
      if (match[0].length >= 4) open = { start, end };
      else {
        edits.push(deletion(start, end));
        open = null;
      }
    } else if (canOpen(content, start, end)) {
      open = { start, end };
    } else if (isBlank(content.slice(0, start)) || isBlank(content.slice(end))) {
      edits.push(deletion(start, end));
    }
  }
  if (
    open &&
    (isBlank(content.slice(0, open.start)) || isBlank(content.slice(open.end)) || touches(edits, open))
  ) {
    edits.push(deletion(open.start, open.end));
  }
  return { edits, stretches };
}

/** Not the mask of a name or number: 「张**，」, 「138****5678」. */
function canOpen(content: string, start: number, end: number): boolean {
  const before = content[start - 1] ?? ' ';
  const after = content[end] ?? ' ';
  if (/\s/u.test(before)) return true;
  if (/[0-9A-Za-z]/u.test(before) && /[0-9A-Za-z]/u.test(after)) return false;
  return !/[\s、，。；：！？）】》”,.;:!?)]/u.test(after) || !/[\p{L}\p{N}]/u.test(before);
}

/** The mark that closed a stretch and should have opened another is no text. */
function touches(edits: readonly TextEdit[], open: { readonly start: number }): boolean {
  return edits.some((edit) => edit.end === open.start);
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function deletion(start: number, end: number): TextEdit {
  return { start, end, replacement: '' };
}

function shift(edit: TextEdit, by: number): TextEdit {
  return { ...edit, start: edit.start + by, end: edit.end + by };
}
