import type { SourceFormatName } from '../../src/domain/source-layout.ts';
import type { ReadContent } from './source-format.ts';

/** The name of a format: one folder of `ingest/readers`. */
export type { SourceFormatName };

/** A file turned into text, nothing else changed. */
export interface RawDocument extends ReadContent {
  /** Relative to the ingested folder, with forward slashes. */
  readonly sourceFile: string;
  readonly format: SourceFormatName;
  /** Hex SHA-256 of the file's bytes. */
  readonly sourceHash: string;
  readonly bytes: Uint8Array;
}
