import { htmlFormat } from './html/html-format.ts';
import { markdownFormat } from './markdown/markdown-format.ts';
import { sheetFormat } from './sheet/sheet-format.ts';
import type { SourceFormat } from './source-format.ts';
import { textFormat } from './text/text-format.ts';

/** Every format that ingestion reads. */
export const SOURCE_FORMATS: readonly SourceFormat[] = [textFormat, markdownFormat, sheetFormat, htmlFormat];

/** The format of a file name's extension, whatever its case; undefined where none reads it. */
export function findSourceFormat(fileName: string): SourceFormat | undefined {
  const lower = fileName.toLowerCase();
  return SOURCE_FORMATS.find((format) => format.extensions.some((extension) => lower.endsWith(extension)));
}
