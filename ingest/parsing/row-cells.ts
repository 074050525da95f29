import type { TextSpan } from '../../src/domain/text-span.ts';

/**
 * Where the cells of one line stand: apart by | in a markdown row (「| 1 | 河道 |」, 「1|河道|市水务局」), by tabs in a copied
 * one; null for plain text.
 */
export function findCells(text: string): TextSpan[] | null {
  const isFramed = text.startsWith('|') && text.endsWith('|') && text.length > 1;
  const isMarkdown = isFramed || (text.match(/\|/g)?.length ?? 0) >= 2;
  if (!isMarkdown && !text.includes('\t')) return null;
  const separator = isMarkdown ? '|' : '\t';
  const from = isMarkdown && text.startsWith('|') ? 1 : 0;
  const to = isMarkdown && text.endsWith('|') ? text.length - 1 : text.length;
  const cells: TextSpan[] = [];
  let start = from;
  for (let end = from; end <= to; end++) {
    if (end < to && (text[end] !== separator || text[end - 1] === '\\')) continue;
    cells.push({ start, end });
    start = end + 1;
  }
  return cells;
}

/** The cells of one line, trimmed; null for plain text. */
export function splitCells(text: string): string[] | null {
  return findCells(text)?.map(({ start, end }) => text.slice(start, end).trim()) ?? null;
}

/** | --- | :--: | below the header of a markdown table. */
export function isMarkdownRule(text: string): boolean {
  return text.includes('--') && /^[\s:|-]*$/.test(text);
}

/** A markdown row, or at least three cells: 「1.⇥推进…」 is an item whose number is set apart. */
export function isRowLine(text: string): boolean {
  return text.startsWith('|') ? text.endsWith('|') : (findCells(text)?.length ?? 0) >= 3;
}

/** What a number cell holds: 3, 3., （3）. */
export function isRowNumber(cell: string): boolean {
  return /^[（(]?\d{1,4}[)）]?[.．、]?$/.test(cell);
}

/** Whether all cells could be column headings: short labels, no sentence, no figure or code, no 「索引号：」. */
export function areLabels(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return (
    filled.length >= 2 &&
    filled.every((cell) => isLabel(cell.replace(/\s+/g, ''))) &&
    filled.some((cell) => /[\u4e00-\u9fff]/.test(cell))
  );
}

function isLabel(cell: string): boolean {
  const isFigure = /\d/.test(cell) && !/[\u4e00-\u9fff]/.test(cell) && !/^(?:19|20)\d{2}$/.test(cell);
  return cell.length <= 24 && !isFigure && !/[。；;！？，]|[:：]$/.test(cell);
}
