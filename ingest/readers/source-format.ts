import type { LocationMap, SourceFormatName } from './raw-document.ts';

/** What a format makes of a file's bytes. */
export interface ReadContent {
  readonly text: string;
  readonly encoding: string;
  readonly locations: LocationMap;
}

/** One kind of file. A new one is a folder here and a line in `source-formats.ts`. */
export interface SourceFormat {
  readonly name: SourceFormatName;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Throws ReaderError, in Chinese and without the file's name, when the bytes hold no such text. */
  read(bytes: Uint8Array): ReadContent;
}
