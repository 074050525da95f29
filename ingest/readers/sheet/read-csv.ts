import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { GridCell, SheetGrid } from './sheet-grid.ts';
import { MOST_CELLS, MOST_COLUMNS } from './sheet-limits.ts';

const DELIMITERS = [',', '\t', ';'] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** So many records tell which sign parts the cells. */
const SAMPLE_RECORDS = 50;

/** A file of separated values (RFC 4180; also ; and tabs) as one sheet without a name. Throws ReaderError where it is too large. */
export function readCsv(text: string): SheetGrid {
  const records = parse(text, findDelimiter(text), MOST_CELLS);
  const rows = records
    .map((cells, row) =>
      cells.flatMap((cell, column): GridCell[] => {
        const trimmed = cell.trim();
        return trimmed === '' ? [] : [{ row, column, text: trimmed }];
      }),
    )
    .filter((cells) => cells.length > 0);
  if (rows.some((cells) => cells.at(-1)!.column >= MOST_COLUMNS))
    throw new ReaderError(`表格超过 ${MOST_COLUMNS} 列`);
  return { name: '', rows, merges: [], hiddenColumns: new Set() };
}

/** The sign by which most records have the same number of cells; more cells decide between equals. */
function findDelimiter(text: string): Delimiter {
  const named = /^sep=(?<sign>[,;\t])\r?\n/u.exec(text)?.groups?.['sign'];
  if (named !== undefined) return named as Delimiter;
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = parse(text, delimiter, MOST_CELLS, SAMPLE_RECORDS).map((cells) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    for (const [width, count] of counts) {
      const score = count + Math.min(width, 99) / 100;
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

/** Records with their cells; a quote that is not at the start of a cell is a character, an open one ends with the file. */
function parse(
  text: string,
  delimiter: Delimiter,
  mostCells: number,
  mostRecords = Number.POSITIVE_INFINITY,
): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let count = 0;
  let at = /^sep=[,;\t]\r?\n/u.exec(text)?.[0].length ?? 0;
  const endOfPlain = new RegExp(`[${delimiter}\\r\\n]`, 'gu');
  while (at <= text.length && records.length < mostRecords) {
    let cell = '';
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      cell = quoted.cell;
      at = quoted.end;
    }
    endOfPlain.lastIndex = at;
    const end = endOfPlain.exec(text)?.index ?? text.length;
    record.push(cell + text.slice(at, end));
    if (++count > mostCells) throw new ReaderError(`表格超过 ${mostCells} 个单元格`);
    at = end + 1;
    if (text[end] === delimiter) continue;
    if (text[end] === '\r' && text[end + 1] === '\n') at++;
    records.push(record);
    record = [];
  }
  return records;
}

/** The cell that a quote at `start` opens, without its quotes; `end` is behind the closing one. */
function readQuoted(text: string, start: number): { cell: string; end: number } {
  const pieces: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { cell: pieces.join('') + text.slice(from), end: text.length };
    if (text[quote + 1] !== '"') {
      pieces.push(text.slice(from, quote));
      return { cell: pieces.join(''), end: quote + 1 };
    }
    pieces.push(text.slice(from, quote + 1));
    from = quote + 2;
  }
}
