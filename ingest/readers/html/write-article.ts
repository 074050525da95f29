import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import type { TextBuilder, TextRun } from '../text-builder.ts';

const BLOCK =
  /^(?:p|div|section|article|main|center|blockquote|ul|ol|li|dl|dt|dd|h[1-6]|hr|table|thead|tbody|tfoot|caption|tr|td|th|pre|form|fieldset|figure|figcaption|address)$/;
const MOST_COLUMNS = 60;
const MOST_ROWS = 20_000;

/** Writes the words below a node as lines, tables as rows of cells. */
export function writeArticle($: CheerioAPI, root: Element, builder: TextBuilder): { pictures: number } {
  let runs: TextRun[] = [];
  let heading: number | undefined;
  let pictures = 0;
  const flush = (): void => {
    const trimmed = trimRuns(runs);
    if (trimmed.length > 0) builder.line(trimmed, heading === undefined ? {} : { heading });
    runs = [];
  };
  const walk = (node: AnyNode, bold: boolean): void => {
    if (node.type === 'text') {
      const text = node.data.replace(/[ \t\r\n\f\u00a0]+/g, ' ');
      if (text !== '') runs.push({ text, bold });
      return;
    }
    if (node.type !== 'tag') return;
    const { name } = node;
    if (name === 'br') {
      flush();
      return;
    }
    if (name === 'img') {
      pictures++;
      return;
    }
    if (name === 'table' && isData($, node)) {
      flush();
      builder.table(rowsOf($, node));
      return;
    }
    const isBlock = BLOCK.test(name);
    if (isBlock) flush();
    const above = heading;
    if (/^h[1-6]$/.test(name)) heading = Number(name[1]);
    if (name === 'li' && node.parent && 'name' in node.parent && node.parent.name === 'ol')
      runs.push({ text: `${listNumber($, node)}. `, bold: false });
    const isBold =
      bold ||
      name === 'b' ||
      name === 'strong' ||
      /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(node.attribs['style'] ?? '');
    for (const child of node.children) walk(child, isBold);
    if (isBlock) flush();
    heading = above;
  };
  walk(root, false);
  flush();
  return { pictures };
}

/** The number that a browser prints before an item of an ordered list. */
function listNumber($: CheerioAPI, item: Element): number {
  const start = Number($(item).parent().attr('start') ?? 1);
  return (Number.isInteger(start) ? start : 1) + $(item).prevAll('li').length;
}

/** Rows of several cells, and no table or long prose within: what only lays out a page is none. */
function isData($: CheerioAPI, table: Element): boolean {
  if ($(table).find('table').length > 0) return false;
  const rows = $(table).find('tr').toArray();
  const widths = rows.map((row) => $(row).children('td,th').length);
  return rows.length >= 2 && widths.filter((width) => width >= 2).length >= rows.length / 2;
}

function rowsOf($: CheerioAPI, table: Element): string[][] {
  /** How many rows a cell above still covers, by column. */
  const covered: number[] = [];
  return $(table)
    .find('tr')
    .toArray()
    .slice(0, MOST_ROWS)
    .map((row) => {
      const cells: string[] = [];
      let column = 0;
      const skip = (): void => {
        while ((covered[column] ?? 0) > 0) {
          covered[column]!--;
          cells[column++] = '';
        }
      };
      for (const cell of $(row).children('td,th').toArray()) {
        skip();
        if (column >= MOST_COLUMNS) break;
        const width = sizeOf($(cell).attr('colspan'), MOST_COLUMNS - column);
        const height = sizeOf($(cell).attr('rowspan'), MOST_ROWS);
        for (let i = 0; i < width; i++) {
          cells[column] = i === 0 ? cellText($, cell) : '';
          covered[column++] = height - 1;
        }
      }
      skip();
      return cells;
    });
}

function cellText($: CheerioAPI, cell: Element): string {
  const copy = $(cell).clone();
  copy.find('br').replaceWith('\n');
  copy.find('p,div,li').each((_, element) => {
    $(element).append('\n');
  });
  return copy
    .text()
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

function sizeOf(value: string | undefined, most: number): number {
  const size = Number(value ?? 1);
  return Number.isInteger(size) && size > 0 ? Math.min(size, most) : 1;
}

/** Without white space at the ends; nothing where there is nothing else. */
function trimRuns(runs: readonly TextRun[]): TextRun[] {
  const kept = runs.map((run) => ({ ...run }));
  while (kept.length > 0 && kept[0]!.text.trim() === '') kept.shift();
  while (kept.length > 0 && kept.at(-1)!.text.trim() === '') kept.pop();
  if (kept.length === 0) return [];
  kept[0]!.text = kept[0]!.text.trimStart();
  kept.at(-1)!.text = kept.at(-1)!.text.trimEnd();
  return kept;
}
