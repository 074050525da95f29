import * as XLSX from 'xlsx';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { readTextBytes } from '../decoding/read-text-bytes.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';
import { gridOf, writeSheet } from './read-sheet.ts';

/** Sheets of Excel and WPS, and tables as text. */
export const sheetFormat: SourceFormat = {
  name: 'sheet',
  extensions: ['.xlsx', '.xlsm', '.xls', '.et', '.csv', '.tsv'],
  read: readSheets,
};

const MOST_SHEETS = 100;

/** Throws ReaderError where the bytes are no table, are encrypted, or hold nothing. */
export function readSheets(bytes: Uint8Array): ReadContent {
  const { book, encoding } = openBook(bytes);
  const builder = new TextBuilder();
  const names = book.SheetNames.slice(0, MOST_SHEETS);
  const isShown = (i: number) => !book.Workbook?.Sheets?.[i]?.Hidden;
  const grids = names.map((name) => gridOf(book.Sheets[name]!));
  const filled = names.flatMap((name, i) =>
    isShown(i) && grids[i]!.rows.length > 0 ? [{ name, grid: grids[i]! }] : [],
  );
  for (const { name, grid } of filled) {
    if (filled.length > 1 && !/^sheet\s*\d*$/iu.test(name)) builder.line(name);
    writeSheet(builder, name, grid);
    if (grid.hidden > 0)
      builder.warn('hidden-text', `工作表“${name}”有 ${grid.hidden} 个隐藏的行或列没有收录`);
    if (grid.isCut) builder.warn('content-lost', `工作表“${name}”超出行列上限的部分没有收录`);
  }
  const hidden = names.filter((_, i) => !isShown(i) && grids[i]!.rows.length > 0);
  if (hidden.length > 0) builder.warn('hidden-text', `隐藏的工作表没有收录：${hidden.join('、')}`);
  if (book.SheetNames.length > MOST_SHEETS)
    builder.warn('content-lost', `工作表过多，只收录前 ${MOST_SHEETS} 个`);
  const content = builder.build();
  if (content.text.trim() === '') throw new ReaderError('表格中没有文字');
  return { ...content, encoding };
}

function openBook(bytes: Uint8Array): { book: XLSX.WorkBook; encoding: string } {
  const isBinary = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
  const text = isBinary ? null : readTextBytes(bytes);
  try {
    const book =
      text === null
        ? XLSX.read(bytes, { type: 'array', cellStyles: true, cellFormula: false, cellHTML: false })
        : XLSX.read(text.text, { type: 'string', raw: true });
    return { book, encoding: text?.encoding ?? 'utf-8' };
  } catch (error) {
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message);
    throw new ReaderError(isLocked ? '表格已加密，请解除密码后再收录' : '表格已损坏，无法读取', {
      cause: error,
    });
  }
}
