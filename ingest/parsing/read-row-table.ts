import { isAnnexLine } from './annex.ts';
import type { LogicalLine } from './logical-line.ts';
import { MergedRows, type RowCells } from './merged-cells.ts';
import { readNumber } from './numbering.ts';
import type { DraftNode, OutlineBuilder } from './outline-builder.ts';
import { areLabels, isMarkdownRule, isRowNumber } from './row-cells.ts';
import { readHeaderRow, type TableColumn } from './table-columns.ts';
import type { TableHeader } from './table-header.ts';
import { cutCells } from './table-row.ts';
import { readTailOfCell, readWholeRow } from './whole-row.ts';

/**
 * Reads a table whose lines are whole rows (tabs or |) and returns the index of the first line behind it. Short lines and
 * rows of one cell between the rows are its sections; a section without rows says nothing.
 */
export function readRowTable(
  lines: readonly LogicalLine[],
  at: number,
  header: TableHeader,
  builder: OutlineBuilder,
  openHeading: (line: LogicalLine) => boolean,
): number {
  const { columns } = header;
  const headings = new Set(lines.slice(at, at + header.length).map(({ text }) => text));
  const rows = new MergedRows(builder, columns, header.headings);
  let section: DraftNode | null = null;
  let waiting: RowCells | null = null;

  const flush = (next: RowCells | null): void => {
    if (waiting) rows.add(waiting, next);
    waiting = null;
  };
  const openSection = (line: LogicalLine, number = ''): void => {
    flush(null);
    rows.close();
    const above = section;
    if (number !== '' || !openHeading(line)) builder.openCategory(line, number);
    section = builder.currentItem;
    if (above && above !== section && above.children.length === 0) above.lines = [];
  };

  let i = at + header.length;
  while (i < lines.length) {
    const line = lines[i]!;
    if (headings.has(line.text) || isMarkdownRule(line.text) || CONTINUED.test(line.text)) {
      i++;
      continue;
    }
    const row = readWholeRow(lines, i, columns);
    if (row) {
      const texts = row.cells.map(({ text }) => text);
      if (isOtherHeader(texts, lines[i + 1])) break;
      const title = readSectionRow(row.cells, columns);
      if (title) openSection(title.line, title.number);
      else {
        const cells = columns.map((_, k) => filledCell(row.cells[k]));
        flush(cells);
        waiting = cells;
      }
      i += row.length;
      continue;
    }
    const tail = waiting ? readTailOfCell(lines, i, waiting, columns) : null;
    if (tail) {
      waiting = tail.cells;
      i += tail.length;
    } else if (isSectionLine(lines, i)) {
      openSection(line);
      i++;
    } else break;
  }
  flush(null);
  rows.close();
  return i;
}

/** Above the rest of a table on the next page: 续表, （续上表）. */
const CONTINUED = /^[（(]?(?:续|接)上?(?:表|页)?\d{0,2}[）)]?$/;

/** A cell that says the same as above counts as empty, a stroke as filled. */
function filledCell(cell: LogicalLine | undefined): LogicalLine | null {
  return cell && cell.text !== '' && !/^(?:同上|[〃″])$/.test(cell.text) ? cell : null;
}

function isOtherHeader(cells: readonly string[], next: LogicalLine | undefined): boolean {
  if (!areLabels(cells) || isRowNumber(cells[0]!)) return false;
  return readHeaderRow(cells) !== null || isMarkdownRule(next?.text ?? '');
}

/** How many headings without rows may follow one another. */
const MOST_EMPTY_SECTIONS = 6;

/** A short line between rows (「一、源头防控」), or a heading above other headings that rows follow. */
function isSectionLine(lines: readonly LogicalLine[], at: number): boolean {
  for (let i = at; i < Math.min(lines.length - 1, at + MOST_EMPTY_SECTIONS); i++) {
    const line = lines[i]!;
    if (line.text.length > 40 || /[。：:]/.test(line.text) || isAnnexLine(line.text)) return false;
    if (cutCells(lines[i + 1]!) !== null) return true;
    if (line.headingLevel === null && readNumber(line.text) === null) return false;
  }
  return false;
}

/** A row that is only a heading: one cell (一、源头防控), or a Chinese number and a title (二 | 推进乡村建设). */
function readSectionRow(
  cells: readonly LogicalLine[],
  columns: readonly TableColumn[],
): { number: string; line: LogicalLine } | null {
  const filled = cells.filter(({ text }) => text !== '');
  const [first, second] = filled;
  if (columns.length < 3 || !first || isRowNumber(first.text)) return null;
  const k = cells.indexOf(first);
  const isHeading =
    (k === 0 && columns[0] !== 'task') ||
    columns[k] === 'category' ||
    columns[k] === 'number' ||
    isNumberedHeading(first.text);
  if (filled.length === 1) return isHeading ? { number: '', line: first } : null;
  const isNumbered = filled.length === 2 && /^[一二三四五六七八九十]{1,3}$/.test(first.text);
  return isNumbered && second ? { number: first.text, line: second } : null;
}

function isNumberedHeading(text: string): boolean {
  const token = readNumber(text);
  return (token?.kind === 'cn' || token?.kind === 'cn-paren') && text.length <= 40;
}
