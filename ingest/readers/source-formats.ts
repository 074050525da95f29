import { docFormat } from './doc/doc-format.ts';
import { docxFormat } from './docx/docx-format.ts';
import { htmlFormat } from './html/html-format.ts';
import { markdownFormat } from './markdown/markdown-format.ts';
import { ofdFormat } from './ofd/ofd-format.ts';
import { pdfFormat } from './pdf/pdf-format.ts';
import { sheetFormat } from './sheet/sheet-format.ts';
import type { SourceFormat } from './source-format.ts';
import { textFormat } from './text/text-format.ts';

/** Every format that ingestion reads. */
export const SOURCE_FORMATS: readonly SourceFormat[] = [
  textFormat,
  markdownFormat,
  docFormat,
  docxFormat,
  sheetFormat,
  htmlFormat,
  ofdFormat,
  pdfFormat,
];
