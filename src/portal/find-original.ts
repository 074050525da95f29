import { extname, posix } from 'node:path';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { OriginalFile } from '../clause-index/ports/source-store.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isPlainText, type SourceFormatName } from '../domain/source-layout.ts';
import { findDocument } from './find-document.ts';

/** A document's file for people to keep. */
export interface DownloadedFile extends OriginalFile {
  /** As it was loaded, without folders. */
  readonly name: string;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<SourceFormatName, string>> = {
  text: 'text/plain; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  sheet: 'application/vnd.ms-excel',
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  html: 'text/html',
  archive: 'application/zip',
};

/** Of one format, those whose extension says more. */
const BY_EXTENSION: ReadonlyMap<string, string> = new Map([
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['.csv', 'text/csv'],
  ['.tsv', 'text/tab-separated-values'],
  ['.mht', 'multipart/related'],
  ['.mhtml', 'multipart/related'],
]);

/**
 * The file of a visible document as it was loaded; of texts their decoded words in UTF-8. Throws NotFoundError where no visible document has
 * the id or its file is not kept.
 */
export async function findOriginal(
  snapshot: IndexSnapshot,
  documentId: string,
  visibility: Visibility,
): Promise<DownloadedFile> {
  const document = await findDocument(snapshot, documentId, visibility);
  const file = isPlainText(document.format)
    ? await textOf(snapshot, documentId, visibility)
    : await snapshot.sources.getOriginal(documentId, visibility);
  if (file === undefined) throw new NotFoundError('no such file', { detail: '没有保存这份文件的原件。' });
  const name = posix.basename(document.sourceFile);
  return { ...file, name, mediaType: mediaTypeOf(document, name) };
}

async function textOf(
  { sources }: IndexSnapshot,
  documentId: string,
  visibility: Visibility,
): Promise<OriginalFile | undefined> {
  const [text] = await sources.getSources([documentId], visibility);
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'utf8');
  return {
    bytes: bytes.length,
    async *read() {
      yield bytes;
    },
  };
}

function mediaTypeOf({ format = 'text' }: PolicyDocument, name: string): string {
  const isVaried = format === 'sheet' || format === 'html';
  return (isVaried ? BY_EXTENSION.get(extname(name).toLowerCase()) : undefined) ?? MEDIA_TYPES[format];
}
