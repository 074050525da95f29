import { concatMapped, type MappedText, sliceMapped } from '../../src/domain/mapped-text.ts';

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
  /** Tabs that open it: empty cells before the only one of a table row. */
  readonly tabs: number;
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
    tabs: start === 0 ? line.tabs : 0,
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

/** Columns a line takes: 2 for a Chinese character, 1 for ASCII. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) > 0xff ? 2 : 1;
  return width;
}
