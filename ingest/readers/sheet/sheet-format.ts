import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { isZip } from '../archive/zip-directory.ts';
import { nameBinaryContent } from '../decoding/binary-content.ts';
import { readTextBytes } from '../decoding/read-text-bytes.ts';
import type { ReadContent, ReadingWarning, SourceFormat } from '../source-format.ts';
import { openWorkbook } from './open-workbook.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook, type WorkbookGrids } from './read-workbook.ts';
import { writeSheets } from './sheet-text.ts';

/** Sheets of Excel, WPS and LibreOffice, and files of separated values. What a file is its bytes say, not its name. */
export const sheetFormat: SourceFormat = {
  name: 'sheet',
  extensions: ['.xlsx', '.xls', '.et', '.csv', '.tsv'],
  read: readSheetFile,
};

const OLE = [0xd0, 0xcf, 0x11, 0xe0];

function readSheetFile(bytes: Uint8Array): ReadContent {
  if (bytes.length === 0) throw new ReaderError('空文件（0 字节）');
  if (isZip(bytes) || OLE.every((byte, i) => bytes[i] === byte)) return readBinary(bytes);
  const binary = nameBinaryContent(bytes);
  if (binary) throw new ReaderError(`内容是${binary}，不是表格`);
  const { text, encoding } = readTextBytes(bytes);
  const isXml = /^\s*<\?xml[^>]*>[\s\S]{0,2000}urn:schemas-microsoft-com:office:spreadsheet/u.test(
    text.slice(0, 4000),
  );
  if (isXml) return readBinary(Buffer.from(text.replace(/encoding="[^"]*"/u, 'encoding="UTF-8"'), 'utf8'));
  return {
    ...contentOf({ sheets: [readCsv(text)], hidden: { sheets: 0, rows: 0, columns: 0 }, comments: 0 }, 0),
    encoding,
  };
}

function readBinary(bytes: Uint8Array): ReadContent {
  const opened = openWorkbook(bytes);
  return contentOf(readWorkbook(opened), opened.drawings);
}

function contentOf({ sheets, hidden, comments }: WorkbookGrids, drawings: number): ReadContent {
  if (sheets.length === 0) throw new ReaderError('表格中没有文字');
  const { text, locations, marks } = writeSheets(sheets);
  const warnings: ReadingWarning[] = [];
  const warn = (code: ReadingWarning['code'], message: string): void => {
    warnings.push({ code, message, span: { start: 0, end: 0 } });
  };
  const parts = [
    hidden.sheets > 0 ? `${hidden.sheets} 张工作表` : '',
    hidden.rows > 0 ? `${hidden.rows} 行` : '',
    hidden.columns > 0 ? `${hidden.columns} 列` : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) warn('hidden-text', `隐藏的${parts.join('、')}未读入`);
  if (drawings > 0) warn('content-lost', `${drawings} 个图片、图表或文本框未读出`);
  if (comments > 0) warn('content-lost', `${comments} 条批注未读出`);
  return { text, encoding: 'utf-8', locations, marks, warnings };
}
