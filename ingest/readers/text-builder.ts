import type { LayoutMark, LocatedStretch, SourceLocation } from '../../src/domain/source-layout.ts';
import type { ReadContent, ReadingWarning } from './source-format.ts';

/** A run of characters of a line, bold or not. */
export interface TextRun {
  readonly text: string;
  readonly bold: boolean;
}

export interface LineOptions {
  /** Depth of a heading, from 1. */
  readonly heading?: number;
  readonly location?: SourceLocation;
  /** Of stretches of the line, counted from its start. */
  readonly locations?: readonly LocatedStretch[];
}

/** Collects the lines of a document with what is known of them. */
export class TextBuilder {
  readonly #parts: string[] = [];
  readonly #marks: LayoutMark[] = [];
  readonly #locations: LocatedStretch[] = [];
  readonly #warnings: ReadingWarning[] = [];
  #length = 0;

  /** One paragraph; line breaks within it stay. An empty one is left out. */
  line(runs: string | readonly TextRun[], { heading, location, locations = [] }: LineOptions = {}): void {
    const parts = typeof runs === 'string' ? [{ text: runs, bold: false }] : runs;
    const start = this.#length;
    for (const { text, bold } of parts) {
      if (bold && heading === undefined && text.trim() !== '')
        this.#marks.push({ kind: 'bold', span: { start: this.#length, end: this.#length + text.length } });
      this.#write(text);
    }
    const end = this.#length;
    if (end === start) return;
    if (heading !== undefined)
      this.#marks.push({ kind: 'heading', level: Math.min(heading, 6), span: { start, end } });
    if (location) this.#locations.push({ start, end, location });
    for (const own of locations)
      this.#locations.push({ ...own, start: start + own.start, end: start + own.end });
    this.#write('\n');
  }

  /** Rows of cells; a merged cell stands where it begins and leaves the others empty. Line breaks in a cell become `<br>`. */
  table(rows: readonly (readonly string[])[], locate?: (row: number) => SourceLocation | undefined): void {
    if (rows.length === 0) return;
    if (this.#length > 0) this.#write('\n');
    for (const [i, row] of rows.entries()) {
      const text = row.map(toCell).join('\t');
      if (text.trim() === '') continue;
      const start = this.#length;
      this.#write(text);
      const location = locate?.(i);
      if (location) this.#locations.push({ start, end: this.#length, location });
      this.#write('\n');
    }
    this.#write('\n');
  }

  warn(code: ReadingWarning['code'], message: string): void {
    this.#warnings.push({ code, message, span: { start: this.#length, end: this.#length } });
  }

  build(): ReadContent {
    return {
      text: this.#parts.join(''),
      encoding: 'utf-8',
      locations: this.#locations,
      marks: this.#marks,
      warnings: this.#warnings,
    };
  }

  #write(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** A cell's text on one line. */
export function toCell(text: string): string {
  return text
    .trim()
    .replace(/\t/g, ' ')
    .replace(/[ 　]*[\r\n]+[ 　]*/g, '<br>');
}
