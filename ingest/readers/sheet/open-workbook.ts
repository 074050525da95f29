import { createRequire } from 'node:module';
import type * as Sheets from 'xlsx';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { isZip, MOST_UNPACKED, readZipDirectory, unpackEntry } from '../archive/zip-directory.ts';
import { addChineseFormats } from './chinese-formats.ts';
import { MOST_ROWS } from './sheet-limits.ts';

/** A workbook as the library reads it, with what it does not tell of its drawings. */
export interface OpenedWorkbook {
  readonly workbook: Sheets.WorkBook;
  /** Pictures, charts and text boxes, of which nothing is read. */
  readonly drawings: number;
}

const MOST_PARTS = 5_000;
const OPTIONS: Sheets.ParsingOptions = {
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellNF: true,
  cellStyles: true,
  sheetRows: MOST_ROWS + 1,
  dateNF: 'yyyy/m/d',
};
/** As CommonJS it brings its code pages; `parse_zip`, which its types leave out, reads an unpacked file. */
const XLSX = createRequire(import.meta.url)('xlsx') as typeof Sheets & {
  parse_zip(zip: unknown, options: Sheets.ParsingOptions): Sheets.WorkBook;
};

/** Opens .xlsx, .ods, .xls, .et or XML of Excel 2003. Throws ReaderError where the bytes are none of them, encrypted or too large. */
export function openWorkbook(bytes: Uint8Array): OpenedWorkbook {
  try {
    return isZip(bytes) ? openPackage(bytes) : openOld(bytes);
  } catch (error) {
    if (error instanceof ReaderError) throw error;
    const isEncrypted = error instanceof Error && /password|encrypt/iu.test(error.message);
    throw new ReaderError(isEncrypted ? '已加密，请先解密' : '表格文件损坏，无法读取', { cause: error });
  }
}

function openPackage(bytes: Uint8Array): OpenedWorkbook {
  const entries = readZipDirectory(bytes, MOST_PARTS);
  const isSheet = entries.some(({ name }) => /^xl\/workbook\.(?:xml|bin)$|^content\.xml$/iu.test(name));
  if (!isSheet) throw new ReaderError('内容不是表格');
  const read = entries.filter(
    ({ name }) => /\.(?:xml|rels|bin)$/iu.test(name) && !/\/media\/|vbaProject/u.test(name),
  );
  if (read.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED) throw new ReaderError('解压后过大');
  const parts = read.map((entry) => [entry.name, unpackEntry(bytes, entry)] as const);
  const files: Record<string, object> = Object.create(null);
  for (const [name, content] of parts) {
    const data = Buffer.from(/(?:^|\/)styles\.xml$/iu.test(name) ? addChineseFormats(content) : content);
    files[name] = { name, asNodeBuffer: () => data };
  }
  return { workbook: XLSX.parse_zip({ files }, { ...OPTIONS }), drawings: countDrawings(parts) };
}

/** Things anchored on a sheet, but shapes without text. */
function countDrawings(parts: readonly (readonly [string, Uint8Array])[]): number {
  let count = 0;
  for (const [name, content] of parts) {
    if (!/(?:^|\/)drawings\/drawing\d*\.xml$/iu.test(name)) continue;
    const xml = Buffer.from(content).toString('utf8');
    count += xml.match(/<(?:\w+:)?(?:pic|graphicFrame|txBody)[\s>]/gu)?.length ?? 0;
  }
  return count;
}

/** Kinds of drawn objects of BIFF: chart 5, text box 6, picture 8. */
const OBJECT_KINDS = new Set([5, 6, 8]);

function openOld(bytes: Uint8Array): OpenedWorkbook {
  const workbook = XLSX.read(bytes, { ...OPTIONS, type: 'array' });
  let drawings = 0;
  for (const sheet of Object.values(workbook.Sheets)) {
    const objects: readonly ({ cmo?: readonly number[] } | null)[] = sheet['!objects'] ?? [];
    drawings += objects.filter((object) => OBJECT_KINDS.has(object?.cmo?.[0] ?? -1)).length;
  }
  return { workbook, drawings };
}
