/** Where a stretch of text stood in its file. Plain text knows offsets only; scanned or tabular formats add page, box or cell. */
export type SourceLocation = {
  readonly kind: 'offset';
  /** UTF-16 code units in the decoded file, BOM not counted. */
  readonly start: number;
  readonly end: number;
};

/** A stretch of `RawDocument.text` and its place in the file. */
export interface LocatedStretch {
  readonly start: number;
  readonly end: number;
  readonly location: SourceLocation;
}

/** Ordered by `start`; together the stretches cover the text. */
export type LocationMap = readonly LocatedStretch[];

/** The name of a format: one folder of `ingest/readers`. */
export type SourceFormatName = 'text' | 'markdown';

/** A file turned into text, nothing else changed. */
export interface RawDocument {
  /** Relative to the ingested folder, with forward slashes. */
  readonly sourceFile: string;
  readonly format: SourceFormatName;
  /** As decoded, BOM removed. */
  readonly text: string;
  /** utf-8, gb18030, big5, utf-16le, utf-16be */
  readonly encoding: string;
  /** Hex SHA-256 of the file's bytes. */
  readonly sourceHash: string;
  readonly locations: LocationMap;
}
