import type { AnyNode, Element } from 'domhandler';
import type { LayoutMark } from '../../../src/domain/source-layout.ts';
import { isMenu, isTag, isText } from './page-nodes.ts';
import { isLayoutTable, placeCells } from './page-table.ts';

const BLOCK =
  /^(?:address|article|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|header|hr|li|main|ol|p|pre|section|summary|table|tbody|td|th|thead|tfoot|tr|ul|caption|body)$/u;
const MENU = /^(?:ul|ol|div|table|td|p|dl|section)$/u;
const CJK = '\\u3000-\\u303F\\u3400-\\u9FFF\\uFF00-\\uFFEF';
/** A line break of the page's source between two Chinese characters is nothing. */
const SOURCE_BREAK = new RegExp(`(?<=[${CJK}])[ \\t]*[\\r\\n]\\s*(?=[${CJK}])`, 'gu');

export interface PageLine {
  readonly text: string;
  readonly isRow: boolean;
  /** Within the line. */
  readonly marks: readonly LayoutMark[];
}

/** Lines of what stands below `root`, up to `until` where that is given. Menus are left out; pictures are counted. */
export function writeLines(root: Element, until?: Element): { lines: PageLine[]; pictures: number } {
  const lines: PageLine[] = [];
  let text = '';
  let bolds: { start: number; end: number }[] = [];
  let heading = 0;
  let bold = 0;
  let pictures = 0;
  let isDone = false;
  /** The number of a list's item, up to the first character of the item itself. */
  let pendingNumber = '';

  const endLine = (): void => {
    const trimmed = text.trim();
    const lead = text.length - text.trimStart().length;
    if (trimmed !== '') {
      const clip = (at: number): number => Math.min(Math.max(0, at - lead), trimmed.length);
      const marks: LayoutMark[] = bolds.map(({ start, end }) => ({
        kind: 'bold',
        span: { start: clip(start), end: clip(end) },
      }));
      const whole = { start: 0, end: trimmed.length };
      if (heading > 0) marks.unshift({ kind: 'heading', level: heading, span: whole });
      lines.push({ text: trimmed, isRow: false, marks: marks.filter(({ span }) => span.end > span.start) });
    }
    text = '';
    bolds = [];
  };
  const addText = (data: string, keepsBreaks: boolean): void => {
    if (keepsBreaks && /[\r\n]/u.test(data)) {
      data.split(/\r\n?|\n/u).forEach((part, i) => {
        if (i > 0) endLine();
        addText(part, false);
      });
      return;
    }
    const flat = data.replace(SOURCE_BREAK, '').replace(/[ \t\r\n\f\u00A0]+/gu, ' ');
    const added = text === '' || text.endsWith(' ') ? flat.trimStart() : flat;
    if (bold > 0 && added.trim() !== '') bolds.push({ start: text.length, end: text.length + added.length });
    text += added;
  };
  const addTable = (table: Element): void => {
    const { rows, width } = placeCells(table);
    for (const cells of rows) {
      const row: string[] = Array.from({ length: width }, () => '');
      for (const { element, column } of cells) {
        const inner = writeLines(element);
        pictures += inner.pictures;
        row[column] = inner.lines.map((line) => line.text.replaceAll('\t', ' ').trim()).join('<br>');
      }
      if (row.some((cell) => cell !== '')) lines.push({ text: row.join('\t'), isRow: true, marks: [] });
    }
  };
  const visit = (node: AnyNode, keepsBreaks: boolean): void => {
    if (isDone || node === until) {
      isDone = true;
      return;
    }
    if (isText(node)) addText(node.data, keepsBreaks);
    if (!isTag(node)) return;
    const { name } = node;
    if (name === 'br') {
      endLine();
      return;
    }
    if (name === 'img') pictures++;
    if (node !== root && MENU.test(name) && isMenu(node)) return;
    const isBlock = BLOCK.test(name);
    if (isBlock && !(pendingNumber !== '' && text === pendingNumber)) endLine();
    if (name === 'table' && !isLayoutTable(node)) {
      for (const child of node.children) if (isTag(child) && child.name === 'caption') visit(child, false);
      addTable(node);
      return;
    }
    const isBold =
      /^(?:b|strong)$/u.test(name) ||
      /font-weight\s*:\s*(?:bold|[6-9]00)/iu.test(node.attribs['style'] ?? '');
    const level = /^h[1-6]$/u.test(name) ? Number(name[1]) : 0;
    const outer = heading;
    if (level > 0) heading = level;
    if (isBold) bold++;
    if (name === 'ol') addItems(node);
    else for (const child of node.children) visit(child, keepsBreaks || name === 'pre');
    if (isBlock) endLine();
    if (isBold) bold--;
    heading = outer;
  };
  /** A browser numbers the items of a list. */
  const addItems = (list: Element): void => {
    let number = Number.parseInt(list.attribs['start'] ?? '1', 10) || 1;
    const isPlain =
      /list-style[^;]*:\s*none/iu.test(list.attribs['style'] ?? '') || (list.attribs['type'] ?? '1') !== '1';
    for (const child of list.children) {
      const isItem = isTag(child) && child.name === 'li';
      if (isItem) {
        endLine();
        const own = isPlain ? '' : `${number++}. `;
        if (!/^\s*(?:\d+\s*[.、．]|[（(]|[一二三四五六七八九十]+、)/u.test(firstText(child))) {
          text = own;
          pendingNumber = own;
        }
      }
      visit(child, false);
    }
  };
  if (root.name === 'table' || root.name === 'ol') visit(root, false);
  else for (const child of root.children) visit(child, root.name === 'pre');
  endLine();
  return { lines, pictures };
}

function firstText(element: Element): string {
  for (const child of element.children) {
    if (isText(child) && child.data.trim() !== '') return child.data;
    if (isTag(child)) return firstText(child);
  }
  return '';
}
