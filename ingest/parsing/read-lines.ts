import { sliceMapped } from '../../src/domain/mapped-text.ts';
import type { LayoutMark } from '../../src/domain/source-layout.ts';
import type { CleanText } from '../cleaning/clean-text.ts';
import { partBlankTables } from './blank-table.ts';
import { INDENTED, joinWrappedLines, type PrintedLine } from './join-wrapped.ts';
import { displayWidth, type LogicalLine } from './logical-line.ts';

/** Page numbers that stand between two halves of a sentence: — 3 —, - 12 -, ·3·, 第3页 共10页. */
const PAGE_NUMBER =
  /^(?:[—\-–－―─·•]{1,2}\s*\d{1,4}\s*[—\-–－―─·•]{1,2}|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*\/\s*\d+)$/;

/** Lines of the clean text without blank ones and page numbers, wrapped lines joined. */
export function readLogicalLines(clean: CleanText): LogicalLine[] {
  const lines: PrintedLine[] = [];
  const { text } = clean.mapped;
  const findBold = createMarkFinder(clean.marks, 'bold');
  const findHeading = createMarkFinder(clean.marks, 'heading');
  let isParted = true;
  let behindPage = false;
  let page = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, end);
    const content = trimLine(raw);
    if (content === '') isParted = true;
    else if (PAGE_NUMBER.test(content) || isNextPage(content, page)) {
      behindPage = true;
      page = Number(/\d+/.exec(content)![0]);
    } else {
      const from = start + raw.indexOf(content);
      const bold = findBold(from);
      const heading = findHeading(from);
      const blanks = /^[ \u3000\t]*/.exec(raw)![0];
      lines.push({
        mapped: sliceMapped(clean.mapped, from, from + content.length),
        text: content,
        boldLength: bold ? Math.min(bold.span.end, from + content.length) - from : 0,
        headingLevel: heading?.level ?? null,
        indent: displayWidth(blanks),
        tabs: /^\t*/.exec(blanks)![0].length,
        isParted: isParted || INDENTED.test(blanks),
        blanks,
        behindBlank: isParted,
        behindPage,
      });
      isParted = false;
      behindPage = false;
    }
    start = end + 1;
  }
  const parted = partBlankTables(lines);
  const printed = new Set(lines);
  return joinWrappedLines(
    parted,
    parted.filter((line) => printed.has(line)),
  );
}

/** A bare number that goes on where pages were numbered otherwise so far: — 3 —, then 4. */
function isNextPage(content: string, page: number): boolean {
  return page > 0 && content === String(page + 1);
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
