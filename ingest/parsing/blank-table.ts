import { readColumnForms } from './align-cells.ts';
import { isAnnexLine } from './annex.ts';
import { type BlankHeader, piecesOf, readBlankHeader } from './blank-header.ts';
import {
  columnsOf,
  goesOnBelow,
  joinRowLines,
  type RowForm,
  readRowStart,
  withCellTabs,
} from './blank-row.ts';
import { DATE_LINE, isBodyLine } from './head-lines.ts';
import type { PrintedLine } from './join-wrapped.ts';
import { readNumber } from './numbering.ts';
import { isUnitColumn, readColumns, readHeaderRow } from './table-columns.ts';

/** So many lines below a header show what stands in its columns. */
const SAMPLE_LINES = 30;
const MOST_LINES = 12;
const MOST_SECTIONS = 6;
const NOTE = /^(?:注|备注|说明|附注)\s*[:：]/;
/** A section that says so by its form: 【城建】, 「城建（4项）」. */
const MARKED_SECTION = /^[【［[〔].{1,30}[】］\]〕]$|[（(]共?\s*\d+\s*[项个件条][）)]$/;

/**
 * Tables that came as plain lines, their cells apart by single blanks, get tabs between their cells, so that they are read as any other
 * table. Their columns are told by the header line and by what stands in them: prose, units, times, figures. A row that was
 * broken over several lines becomes one.
 */
export function partBlankTables(lines: readonly PrintedLine[]): PrintedLine[] {
  const parted: PrintedLine[] = [];
  for (let i = 0; i < lines.length; ) {
    const table = readBlankTable(lines, i);
    parted.push(...(table?.lines ?? [lines[i]!]));
    i += table?.length ?? 1;
  }
  return parted;
}

function readBlankTable(
  lines: readonly PrintedLine[],
  at: number,
): { readonly lines: readonly PrintedLine[]; readonly length: number } | null {
  const header = readBlankHeader(lines, at);
  if (!header) return null;
  const start = at + header.lines.length;
  const form = readRowForm(lines, start, header);
  if (!form) return null;
  const startsRow = createRowStarts(lines, start, form);
  const found: PrintedLine[] = [...header.lines];
  let last = 0;
  let i = start;
  while (i < lines.length) {
    const repeated = lines[i]!.text === lines[at]!.text ? readBlankHeader(lines, i) : null;
    if (repeated) {
      found.push(...repeated.lines);
      i += repeated.lines.length;
    } else if (startsRow(i, last)) {
      const length = rowLength(lines, i, form, startsRow);
      found.push(readRow(lines.slice(i, i + length), form));
      last = readRowStart(lines[i]!.text)?.value ?? 0;
      i += length;
    } else {
      const sections = countSections(lines, i, startsRow);
      if (sections === 0) break;
      found.push(...lines.slice(i, i + sections));
      last = 0;
      i += sections;
    }
  }
  return i > start ? { lines: found, length: i - at } : null;
}

/** Null where no row stands below the header. */
function readRowForm(
  lines: readonly PrintedLine[],
  start: number,
  { headings, isNumbered }: BlankHeader<PrintedLine>,
): RowForm | null {
  const sample = lines.slice(start, start + SAMPLE_LINES).flatMap(({ text }) => {
    const number = readRowStart(text);
    if (isNumbered ? !number : number) return [];
    const cells = piecesOf(text, number?.length ?? 0).map((piece) => piece.text);
    return cells.length > 1 ? [number ? [text.slice(0, number.length).trim(), ...cells] : cells] : [];
  });
  if (sample.length === 0) return null;
  const all = readHeaderRow(headings) ?? readColumns(headings, sample);
  const columns = isNumbered ? all.slice(1) : all;
  const forms = readColumnForms(columns, isNumbered ? sample.map((row) => row.slice(1)) : sample);
  const time = columns.indexOf('deadline');
  const units = columns.findLastIndex(isUnitColumn);
  const lastNeeded = time >= 0 ? time : units >= 0 ? units : columns.length - 1;
  const named = columns.findIndex((column) => isUnitColumn(column) || column === 'deadline');
  return { forms, isNumbered, lastNeeded, firstNamed: named >= 0 ? named : columns.length - 1 };
}

/** Whether a row starts on a line, behind the row with the number `last` (0 for none, as below a section). */
type RowStarts = (at: number, last: number) => boolean;

const WIDEST_GAP = 10;

function createRowStarts(lines: readonly PrintedLine[], from: number, form: RowForm): RowStarts {
  if (!form.isNumbered) {
    return (at) => {
      const text = lines[at]?.text ?? '';
      if (isOutside(lines, at) || readNumber(text)) return false;
      return columnsOf(text, form).some((column) => column >= form.firstNamed);
    };
  }
  const sample = lines.slice(from, from + SAMPLE_LINES).map(({ text }) => readRowStart(text));
  const marked = sample.find((number) => number !== null)?.isMarked;
  return (at, last) => {
    const number = readRowStart(lines[at]?.text ?? '');
    if (!number || number.isMarked !== marked) return false;
    return last === 0 || (number.value > last && number.value - last <= WIDEST_GAP);
  };
}

/** How many lines from `at` on are one row. */
function rowLength(lines: readonly PrintedLine[], at: number, form: RowForm, startsRow: RowStarts): number {
  const number = readRowStart(lines[at]!.text)?.value ?? 0;
  let { mapped } = lines[at]!;
  let length = 1;
  for (; length < MOST_LINES; length++) {
    const below = lines[at + length];
    if (!below || (below.behindBlank && !below.behindPage)) break;
    if (isOutside(lines, at + length) || (form.isNumbered && startsRow(at + length, number))) break;
    if (isSection(below.text) || !goesOnBelow(mapped.text, below.text, form)) break;
    mapped = joinRowLines(mapped, below.mapped);
  }
  return length;
}

function readRow(lines: readonly PrintedLine[], form: RowForm): PrintedLine {
  const joined = lines.slice(1).reduce((mapped, line) => joinRowLines(mapped, line.mapped), lines[0]!.mapped);
  const mapped = withCellTabs(joined, form);
  return { ...lines[0]!, mapped, text: mapped.text };
}

/** How many lines from `at` on are sections, one below the other, above the next row; 0 where no row follows them. */
function countSections(lines: readonly PrintedLine[], at: number, startsRow: RowStarts): number {
  for (let count = 0; count <= MOST_SECTIONS; count++) {
    if (startsRow(at + count, 0)) return count;
    const text = lines[at + count]?.text ?? '';
    const isFirst = count === 0 && mayBeSection(text);
    if (isOutside(lines, at + count) || !(isSection(text) || isFirst)) return 0;
  }
  return 0;
}

function isSection(text: string): boolean {
  if (!mayBeSection(text)) return false;
  const token = readNumber(text);
  return token?.kind === 'cn' || token?.kind === 'cn-paren' || MARKED_SECTION.test(text);
}

function mayBeSection(text: string): boolean {
  return text !== '' && text.length <= 40 && !/[。：:；，\t|]/.test(text);
}

/** A note, an annex or a signature ends the table. */
function isOutside(lines: readonly PrintedLine[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  if (text === '' || NOTE.test(text) || isAnnexLine(text)) return true;
  const next = lines[at + 1]?.text.replace(/\s+/g, '') ?? '';
  return DATE_LINE.test(text.replace(/\s+/g, '')) || (isBodyLine(text) && DATE_LINE.test(next));
}
