import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { openPackage } from '../package/open-package.ts';
import { parseXml, type XmlNode } from '../package/xml.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { readDocument } from './read-document.ts';

const MAIN = /^word\/document\d*\.xml$/;
const PARTS = {
  styles: '样式',
  numbering: '自动编号',
  footnotes: '脚注',
  endnotes: '尾注',
} as const;
type Part = keyof typeof PARTS;

/** Word files (ECMA-376). Macros are not looked at. */
export const docxFormat: SourceFormat = {
  name: 'docx',
  extensions: ['.docx', '.docm'],
  read: readDocx,
};

/** Throws ReaderError where the file is no zip, holds no document, or holds no words. */
export function readDocx(bytes: Uint8Array): ReadContent {
  const opened = openPackage(bytes);
  const main = opened.names.find((name) => MAIN.test(name));
  const document = main && opened.part(main);
  if (!document) throw new ReaderError('文件中没有正文（word/document.xml）');
  const warnings: string[] = [];
  const read = (part: Part): XmlNode | null => {
    try {
      const own = opened.part(`word/${part}.xml`);
      return own && parseXml(own);
    } catch (error) {
      if (!(error instanceof ReaderError)) throw error;
      warnings.push(`${PARTS[part]}部分已损坏，未使用`);
      return null;
    }
  };
  const parts = {
    document: parseXml(document),
    styles: read('styles'),
    numbering: read('numbering'),
    footnotes: read('footnotes'),
    endnotes: read('endnotes'),
  };
  const content = readDocument(parts, warnings);
  if (content.text.trim() === '') throw new ReaderError('文件中没有文字');
  return content;
}
