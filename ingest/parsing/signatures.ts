import { DATE_LINE, isNumberLine, isoOf, RELEASE_NOTE } from './head-lines.ts';
import { bodiesOfLine } from './issuers.ts';
import { cutLine, type LogicalLine } from './logical-line.ts';

/** Lines of issuers above a date. */
const MOST_ISSUERS = 60;

export interface Signatures {
  readonly issuer: string | null;
  readonly date: string | null;
  readonly lines: readonly LogicalLine[];
}

/** Bodies one below the other and a date: the end of a notice before its plan, or of the document. */
export function readSignatures(lines: readonly LogicalLine[], headLength: number): Signatures {
  let issuer: string | null = null;
  let date: string | null = null;
  const found: LogicalLine[] = [];
  const lastText = lines.findLastIndex(({ text }) => !RELEASE_NOTE.test(text) && text.length > 40);
  lines.forEach((line, i) => {
    const compact = line.text.replace(/\s+/g, '');
    if (!DATE_LINE.test(compact)) return;
    let start = i;
    while (start > 0 && bodiesOfLine(lines[start - 1]!.text) !== null && i - start < MOST_ISSUERS) start--;
    if (start === i && i >= headLength && i < lastText) return;
    issuer ??=
      lines
        .slice(start, i)
        .flatMap(({ text }) => bodiesOfLine(text)!)
        .join('、') || null;
    date ??= isoOf(compact);
    for (const signed of lines.slice(start, i + 1)) found.push(signed);
  });
  return { issuer, date, lines: found };
}

/** 「兰川市生态环境局  2022年4月11日」 is a body and a date. */
export function cutSignatureLine(line: LogicalLine): LogicalLine[] {
  const gap = /\s+(?=(?:(?:19|20)\d{2}|二[〇○零]?[〇○零一二三四五六七八九]{2})\s*年)/.exec(line.text);
  if (
    !gap ||
    bodiesOfLine(line.text.slice(0, gap.index)) === null ||
    !DATE_LINE.test(line.text.slice(gap.index).replace(/\s+/g, ''))
  )
    return [line];
  return [cutLine(line, 0, gap.index), cutLine(line, gap.index)];
}

/** Far apart on one line, as a paper copy prints head marks: 「公开属性：主动公开　　　　凉教函〔2024〕58号」. */
const FAR_APART = /(?:[ \t]{4,}|\u3000{2,})/g;

/** The pieces of a line of the head, one of which is a number or a day, that stand far apart. */
export function cutHeadLine(line: LogicalLine): LogicalLine[] {
  if (line.text.length > 120 || /。/.test(line.text)) return [line];
  const ends = [...line.text.matchAll(FAR_APART)];
  if (ends.length === 0) return [line];
  const starts = [0, ...ends.map((gap) => gap.index + gap[0].length)];
  const pieces = starts.map((start, k) => cutLine(line, start, ends[k]?.index));
  return pieces.some(({ text }) => isNumberLine(text) || RELEASE_NOTE.test(text)) ? pieces : [line];
}
