import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { isPlainText } from '../../src/domain/source-layout.ts';
import { nameBinaryContent } from './decoding/binary-content.ts';
import { listCompoundNames } from './detecting/compound-names.ts';
import { looksLikeHtml, looksLikeMailArchive, officeXmlOf } from './detecting/markup.ts';
import { listZipNames } from './detecting/zip-names.ts';
import type { SourceFormatName } from './raw-document.ts';

/** So many bytes from the start tell whether a file's content says what it is. */
export const HEAD_BYTES = 4096;

const ZIP = ['PK\x03\x04', 'PK\x05\x06'];
const COMPOUND = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';

const MEGABYTE = 1024 * 1024;
/** Two hundred times a long plan: a larger text is no policy file. Files of office programs hold pictures besides. */
const TEXT_BYTES = 16 * MEGABYTE;
const OFFICE_BYTES = 64 * MEGABYTE;

export function maximumBytesOf(format: SourceFormatName): number {
  return isPlainText(format) ? TEXT_BYTES : OFFICE_BYTES;
}

/**
 * What the content is, whatever the file's name says; null where it does not tell (plain text, Markdown, CSV, fragments of HTML). Throws
 * ReaderError for what it is where nothing of the kind is read. The head is enough, except for archives and old office files.
 */
export function detectFormat(bytes: Uint8Array): SourceFormatName | null {
  const start = latin1(bytes.subarray(0, HEAD_BYTES));
  if (isZip(start)) return formatOfZip(bytes);
  if (start.startsWith(COMPOUND)) return formatOfCompound(bytes);
  if (/(?:^|[\r\n])\s*%PDF-\d/.test(start.slice(0, 1024))) return 'pdf';
  if (start.startsWith('{\\rtf')) throw new ReaderError('是 RTF 文件，暂不能读取，请另存为 docx');
  const binary = nameBinaryContent(bytes);
  if (binary?.endsWith('图片')) throw new ReaderError(`是${binary}，图片与扫描件暂不能读取`);
  if (binary) throw new ReaderError(`内容是${binary}，不能读取`);
  return formatOfMarkup(start);
}

/** Whether more than the head must be looked at. */
export function isContainer(head: Uint8Array): boolean {
  const start = latin1(head.subarray(0, 8));
  return isZip(start) || start.startsWith(COMPOUND);
}

function isZip(start: string): boolean {
  return ZIP.some((signature) => start.startsWith(signature));
}

function formatOfZip(bytes: Uint8Array): SourceFormatName {
  const names = listZipNames(bytes);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^word\/document\d*\.xml$/i)) return 'docx';
  if (has(/^xl\/workbook\d*\.(?:xml|bin)$/i)) return 'sheet';
  if (has(/^OFD\.xml$/i)) return 'ofd';
  if (has(/^ppt\/presentation\.xml$/i)) throw new ReaderError('是演示文稿，不能读取');
  if (names[0] === 'mimetype' && has(/^content\.xml$/))
    throw new ReaderError('是 OpenDocument 文件（odt、ods、odp），暂不能读取，请另存为 docx 或 xlsx');
  return 'archive';
}

function formatOfCompound(bytes: Uint8Array): SourceFormatName {
  const names = new Set(listCompoundNames(bytes));
  if (names.has('EncryptedPackage')) throw new ReaderError('文件已加密，请解除密码后再导入');
  if (names.has('WordDocument')) return 'doc';
  if (names.has('Workbook') || names.has('Book')) return 'sheet';
  if (names.has('PowerPoint Document')) throw new ReaderError('是演示文稿，不能读取');
  throw new ReaderError('是旧版 Office 格式的文件，但其中没有文档或表格，或者已损坏');
}

/** Texts of the Windows world in UTF-16 have a NUL in every other byte. */
function formatOfMarkup(start: string): SourceFormatName | null {
  const text = start.replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '').replaceAll('\0', '');
  const office = officeXmlOf(text);
  if (office === 'sheet') return 'sheet';
  if (office !== null) throw new ReaderError('是 Word 2003 XML 文件，暂不能读取，请另存为 docx');
  return looksLikeHtml(text) || looksLikeMailArchive(text) ? 'html' : null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
