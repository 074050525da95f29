import type { LocatedStretch, PageBox } from '../../../src/domain/source-layout.ts';
import type { TextBuilder } from '../text-builder.ts';
import { type PageLine, textOf } from './page-lines.ts';
import { findTables, rowsOf } from './page-tables.ts';

/** 一、 （一） 1. 第三条 ——: what begins a paragraph wherever it stands. */
const BEGINS =
  /^(?:第[一二三四五六七八九十百零〇\d]{1,6}[章节条编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|——|附件)/u;
/** Sizes of characters that a full line may end before the margin, and that a paragraph is indented. */
const SHORT_OF_MARGIN = 2.2;
const INDENT = 1.2;
/** Share of the page's width that a full line reaches. */
const LEAST_FULL = 0.6;
/** A heading is that much larger than the text, and no longer. */
const LARGER = 1.15;
const LONGEST_HEADING = 60;

/** Writes lines as paragraphs and tables: over ends of lines and pages, with the box of every line. */
export function writeLines(builder: TextBuilder, lines: readonly PageLine[]): void {
  const words = lines.filter(({ table }) => table === undefined);
  const usual = median(words.map(({ size }) => size));
  const margins = marginsOf(words);
  const tables = findTables(lines);
  for (let at = 0; at < lines.length; ) {
    if (lines[at]!.table) {
      at = writeRuled(builder, lines, at);
      continue;
    }
    const table = tables.find(({ start }) => start === at);
    if (table) {
      const rows = rowsOf(lines.slice(table.start, table.end));
      builder.table(
        rows.map(({ cells }) => cells),
        (row) => ({ kind: 'page', page: rows[row]!.page, box: rows[row]!.box }),
      );
      at = table.end;
      continue;
    }
    let end = at + 1;
    while (
      end < lines.length &&
      !tables.some(({ start }) => start === end) &&
      goesOn(lines[end - 1]!, lines[end]!, margins)
    )
      end++;
    const own = lines.slice(at, end);
    const isHeading = own[0]!.size > LARGER * usual && own.map(textOf).join('').length <= LONGEST_HEADING;
    writeParagraph(builder, own, isHeading);
    at = end;
  }
}

/** A drawn table and its parts on the pages after it, whose head is repeated and whose first row may go on the last one. Returns what comes next. */
function writeRuled(builder: TextBuilder, lines: readonly PageLine[], start: number): number {
  const rows: { cells: string[]; page: number; box: PageBox }[] = [];
  let at = start;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const own = line.table?.map(({ cells, box }) => ({ cells: [...cells], page: line.page, box }));
    const width = rows[0]?.cells.length;
    if (
      !own ||
      (width !== undefined && (own[0]!.cells.length !== width || line.page === lines[at - 1]!.page))
    )
      break;
    if (width !== undefined && own[0]!.cells.join('|') === rows[0]!.cells.join('|')) own.shift();
    else if (width !== undefined && own[0]!.cells[0] === '') {
      const { cells: rest } = own.shift()!;
      const last = rows.at(-1)!;
      last.cells = last.cells.map((text, i) => text + rest[i]!);
    }
    for (const row of own) rows.push(row);
  }
  builder.table(
    rows.map(({ cells }) => cells),
    (row) => ({ kind: 'page', page: rows[row]!.page, box: rows[row]!.box }),
  );
  return at;
}

interface Margins {
  readonly left: number;
  readonly right: number;
}

function goesOn(line: PageLine, next: PageLine, margins: Margins): boolean {
  const { size } = line;
  if (next.table || Math.abs(next.size - size) > 0.15 * size) return false;
  const { right } = line.column ?? margins;
  if (line.right < right - SHORT_OF_MARGIN * size) return false;
  if (!line.column && line.box.left + line.box.width < LEAST_FULL) return false;
  const { left } = next.column ?? margins;
  if (next.left > left + INDENT * size) return false;
  return !BEGINS.test(textOf(next));
}

function writeParagraph(builder: TextBuilder, lines: readonly PageLine[], isHeading: boolean): void {
  const parts: string[] = [];
  const locations: LocatedStretch[] = [];
  let length = 0;
  for (const line of lines) {
    const words = textOf(line);
    if (/[A-Za-z0-9]$/.test(parts.at(-1) ?? '') && /^[A-Za-z]/.test(words)) {
      parts.push(' ');
      length++;
    }
    locations.push({
      start: length,
      end: length + words.length,
      location: { kind: 'page', page: line.page, box: line.box },
    });
    parts.push(words);
    length += words.length;
  }
  builder.line(parts.join(''), { ...(isHeading && { heading: 1 }), locations });
}

/** Where the lines of running text begin and end: the left edge that most share, and the right one that hardly any passes. */
function marginsOf(lines: readonly PageLine[]): Margins {
  const lefts = new Map<number, number>();
  for (const { left } of lines) lefts.set(Math.round(left), (lefts.get(Math.round(left)) ?? 0) + 1);
  const often = [...lefts].filter(([, count]) => count >= lines.length / 8).map(([left]) => left);
  const rights = lines.map(({ right }) => right).sort((a, b) => a - b);
  return {
    left: often.length > 0 ? Math.min(...often) : Math.min(...lines.map(({ left }) => left)),
    right: rights[Math.floor(0.9 * (rights.length - 1))] ?? 0,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
