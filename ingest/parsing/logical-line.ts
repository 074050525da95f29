import { concatMapped, type MappedText, sliceMapped } from '../../src/domain/mapped-text.ts';
import type { CleanText } from '../cleaning/clean-text.ts';
import type { LayoutMark } from '../cleaning/cleaning-pass.ts';

/** One paragraph, heading or table cell, trimmed; hard-wrapped lines are already joined. */
export interface LogicalLine {
  readonly mapped: MappedText;
  readonly text: string;
  /** Length of the bold run that opens the line; the whole length for a bold line, 0 for none. */
  readonly boldLength: number;
  /** Level of a markdown # heading; null where there is none. */
  readonly headingLevel: number | null;
  /** Columns of white space before it. */
  readonly indent: number;
  /** A blank line or an indentation parts it from the line before. */
  readonly isParted: boolean;
}

/** A piece of a line that keeps its map; bold and heading marks stay with the first piece. */
export function cutLine(line: LogicalLine, start: number, end: number = line.text.length): LogicalLine {
  const raw = line.text.slice(start, end);
  const from = start + (raw.length - raw.trimStart().length);
  const to = Math.max(from, end - (raw.length - raw.trimEnd().length));
  return {
    mapped: sliceMapped(line.mapped, from, to),
    text: line.text.slice(from, to),
    boldLength: start === 0 ? Math.min(line.boldLength, to - from) : 0,
    headingLevel: start === 0 ? line.headingLevel : null,
    isParted: start === 0 ? line.isParted : false,
    indent: start === 0 ? line.indent : 0,
  };
}

/** Lines of one cell as one, a line break between them. */
export function joinLogicalLines(lines: readonly LogicalLine[]): LogicalLine {
  if (lines.length === 1) return lines[0]!;
  const parts = lines.flatMap(({ mapped }, i) =>
    i === 0 ? [mapped] : [lineBreakAfter(lines[i - 1]!.mapped), mapped],
  );
  const mapped = concatMapped(parts);
  return { ...lines[0]!, mapped, text: mapped.text };
}

/** A newline that stands for nothing in the source, placed where `mapped` ends. */
export function lineBreakAfter(mapped: MappedText): MappedText {
  const last = mapped.runs.at(-1);
  const sourceStart = last ? last.sourceStart + last.sourceLength : 0;
  return { text: '\n', runs: [{ start: 0, length: 1, sourceStart, sourceLength: 0 }] };
}

/** Page numbers that stand between two halves of a sentence: — 3 —, - 12 -, 第3页 共10页. */
const PAGE_NUMBER =
  /^(?:[—\-–－]{1,2}\s*\d{1,4}\s*[—\-–－]{1,2}|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*\/\s*\d+)$/;

/** Lines of the clean text without blank ones and page numbers, wrapped lines joined. */
export function readLogicalLines(clean: CleanText): LogicalLine[] {
  const lines: LogicalLine[] = [];
  const { text } = clean.mapped;
  const findBold = createMarkFinder(clean.marks, 'bold');
  const findHeading = createMarkFinder(clean.marks, 'heading');
  let isParted = true;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, end);
    const content = trimLine(raw);
    if (content === '') isParted = true;
    else if (!PAGE_NUMBER.test(content)) {
      const from = start + raw.indexOf(content);
      const bold = findBold(from);
      const heading = findHeading(from);
      lines.push({
        mapped: sliceMapped(clean.mapped, from, from + content.length),
        text: content,
        boldLength: bold ? Math.min(bold.span.end, from + content.length) - from : 0,
        headingLevel: heading?.level ?? null,
        indent: displayWidth(/^[ \u3000\t]*/.exec(raw)![0]),
        isParted: isParted || /^(?:\u3000{2}|\s{2,}|\t)/.test(raw),
      });
      isParted = false;
    }
    start = end + 1;
  }
  return joinWrappedLines(lines);
}

/** Finds the first mark of a kind that covers a place; `marks` are ordered by place. */
function createMarkFinder(
  marks: readonly LayoutMark[],
  kind: LayoutMark['kind'],
): (place: number) => LayoutMark | undefined {
  const own = marks.filter((mark) => mark.kind === kind);
  /** The furthest end of a mark and those before it, which the first mark beyond a place sets. */
  const reach: number[] = [];
  for (const { span } of own) reach.push(Math.max(reach.at(-1) ?? 0, span.end));
  return (place) => {
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reach[middle]! <= place) low = middle + 1;
      else high = middle;
    }
    const mark = own[low];
    return mark && mark.span.start <= place ? mark : undefined;
  };
}

/** Blanks at both ends go; tabs stay where the line has several cells, for an empty first cell is a merged one. */
function trimLine(raw: string): string {
  const content = raw.trim();
  return content.includes('\t') ? raw.replace(/^[ \u3000]+|[ \u3000]+$/g, '') : content;
}

/** Columns a line takes: 2 for a Chinese character, 1 for ASCII. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) > 0xff ? 2 : 1;
  return width;
}

/**
 * Text copied from a page breaks its sentences at a fixed width. That is so where most lines that do not end a sentence
 * share nearly one width; then a full line without a final mark continues in the next, unless that one is parted or
 * opens with a number.
 */
function joinWrappedLines(lines: readonly LogicalLine[]): LogicalLine[] {
  const widths = lines.map((line) => line.indent + displayWidth(line.text));
  const wrap = wrapWidth(lines, widths);
  const joined: { readonly pieces: LogicalLine[]; length: number }[] = [];
  let lastWidth = 0;
  lines.forEach((line, i) => {
    const last = joined.at(-1);
    const continues =
      last !== undefined &&
      !line.isParted &&
      !'。！？!?'.includes(last.pieces.at(-1)!.text.at(-1)!) &&
      ((wrap !== null && lastWidth >= wrap - 5) || isInsideUnitBracket(last)) &&
      line.headingLevel === null &&
      line.boldLength === 0 &&
      !/^(?:[（(]?[一二三四五六七八九十]+[、）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|第[一二三四五六七八九十百]+[章节条](?![的规、和第至])|——|附件)/.test(
        line.text,
      );
    if (continues) {
      last.pieces.push(line);
      last.length += line.text.length;
    } else joined.push({ pieces: [line], length: line.text.length });
    lastWidth = widths[i]!;
  });
  return joined.map(({ pieces }) => {
    if (pieces.length === 1) return pieces[0]!;
    const mapped = concatMapped(pieces.map((piece) => piece.mapped));
    return { ...pieces[0]!, mapped, text: mapped.text };
  });
}

/** A page break inside 「（牵头单位：市水务局；配合单 ⏎ 位：…）」. */
function isInsideUnitBracket(line: {
  readonly pieces: readonly LogicalLine[];
  readonly length: number;
}): boolean {
  if (line.length >= 2000) return false;
  const text = line.pieces.map((piece) => piece.text).join('');
  let at = text.length - 1;
  while (at >= 0 && !'（(〔［[【）)〕］]】'.includes(text[at]!)) at--;
  return /^[（(〔［[【](?:总?牵头|责任|配合|主办|协办|参与)/.test(text.slice(Math.max(at, 0)));
}

/** The width at which lines were broken; null where the text is not hard-wrapped. */
function wrapWidth(lines: readonly LogicalLine[], widths: readonly number[]): number | null {
  const unfinished = widths.filter(
    (width, i) => width >= 30 && !/[。；;：:！？!?）)】\]]$/.test(lines[i]!.text),
  );
  if (unfinished.length < 4) return null;
  const counts = new Map<number, number>();
  for (const width of unfinished) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = 0;
  let bestCount = 0;
  for (const width of counts.keys()) {
    let near = 0;
    for (let other = width - 4; other <= width; other++) near += counts.get(other) ?? 0;
    if (near > bestCount || (near === bestCount && width > best)) {
      best = width;
      bestCount = near;
    }
  }
  const longest = widths.reduce((most, width) => Math.max(most, width), 0);
  const isWrapped =
    best <= 160 && longest <= best + 4 && bestCount >= 4 && bestCount / unfinished.length >= 0.6;
  return isWrapped ? best : null;
}
