import type { TextSpan } from './text-span.ts';

/** Layout that the source marked and that its plain text does not show. */
export interface LayoutMark {
  readonly kind: 'bold' | 'heading';
  /** Depth of a heading, 1 … 6. */
  readonly level?: number;
  readonly span: TextSpan;
}

/** A rectangle on a page, as shares (0 … 1) of the page's width and height from its upper left corner. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a stretch of text stood in its file. Plain text knows offsets only. */
export type SourceLocation =
  /** UTF-16 code units in the decoded file, BOM not counted. */
  | { readonly kind: 'offset'; readonly start: number; readonly end: number }
  /** `page` from 1. */
  | { readonly kind: 'page'; readonly page: number; readonly box: PageBox | null }
  /** `row` and `column` from 0. */
  | { readonly kind: 'cell'; readonly sheet: string; readonly row: number; readonly column: number }
  /** Paragraphs and tables of a word processor's file, counted from 0 in reading order. */
  | { readonly kind: 'block'; readonly block: number };

/** A stretch of the text and its place in the file. */
export interface LocatedStretch extends TextSpan {
  readonly location: SourceLocation;
}

/** Ordered by `start`, none overlaps the next. */
export type LocationMap = readonly LocatedStretch[];

/** What a reader left out or could not read. */
export interface ReadingWarning {
  /** `hidden-text`: left out, since no reader of the document sees it; `content-lost`: pictures, charts, broken parts, numbers that the format does not give. */
  readonly code: 'hidden-text' | 'content-lost';
  /** Chinese, for people: what and how much. */
  readonly message: string;
  /** Where it would stand in the text; may be empty. */
  readonly span: TextSpan;
}

/** What a file says besides its text: enough, with the text, to parse it again as it was. */
export interface SourceLayout {
  readonly locations: LocationMap;
  /** Ordered by place. */
  readonly marks: readonly LayoutMark[];
  readonly warnings: readonly ReadingWarning[];
}

export const SOURCE_FORMAT_NAMES = [
  'text',
  'markdown',
  'docx',
  'doc',
  'sheet',
  'pdf',
  'ofd',
  'html',
  'archive',
] as const;

/** What kind of file a document was read from. */
export type SourceFormatName = (typeof SOURCE_FORMAT_NAMES)[number];

/** Whether the decoded text says all that the file does; earlier versions, which named no format, read nothing else. */
export function isPlainText(format: SourceFormatName = 'text'): boolean {
  return format === 'text' || format === 'markdown';
}
