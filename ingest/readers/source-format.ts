import type { ReadingWarning, SourceLayout } from '../../src/domain/source-layout.ts';
import type { SourceFormatName } from './raw-document.ts';

/**
 * What a format makes of a file's bytes. The text is one line a paragraph, a row of a table one line with its cells apart by tabs (a merged cell
 * stands in its first row and column and leaves the others empty; line breaks within a cell are `<br>`), an empty line around tables. Numbers
 * that the program generates (一、, 第一条, 1.) are written out; running heads, page numbers, menus and hidden text are left out.
 */
export interface ReadContent extends SourceLayout {
  /** Shown as the source, and what every span points into. BOM removed. */
  readonly text: string;
  /** utf-8, gb18030, big5, utf-16le, utf-16be; of formats that have none: utf-8. */
  readonly encoding: string;
}

export type { ReadingWarning };

/** One kind of file. A new one is a folder here and a line in `source-formats.ts`. */
export interface SourceFormat {
  readonly name: SourceFormatName;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Throws ReaderError, in Chinese and without the file's name, when the bytes hold no such text. */
  read(bytes: Uint8Array): ReadContent | Promise<ReadContent>;
}
