/** One line of a text with its place. */
export interface TextLine {
  /** Without its line break. */
  readonly text: string;
  readonly start: number;
  /** Start of the next line, or the end of the text: deleting [start, end) deletes the line. */
  readonly end: number;
  /** Without heading, quote and bold marks, blanks at both ends gone: what a rule about the line's words reads. */
  readonly bare: string;
}

export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak + 1;
    const content = text.slice(start, lineBreak < 0 ? end : lineBreak);
    lines.push({ text: content, start, end, bare: bareLine(content) });
    start = end;
  }
  return lines;
}

function bareLine(line: string): string {
  return line
    .replaceAll('**', '')
    .replace(/^[\s#>]+/u, '')
    .trim();
}
