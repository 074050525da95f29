import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { detectFormat } from '../../ingest/readers/detect-format.ts';
import { formatOfName } from '../../ingest/readers/format-of-name.ts';
import { SOURCE_FORMATS } from '../../ingest/readers/source-formats.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';

const zip = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));

/** An old office file with the streams, as far as its directory goes. */
function compound(streams: readonly string[], sheetInside = false): Uint8Array {
  const bytes = new Uint8Array(512 * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, 1, true);
  view.setUint32(76, 0, true);
  view.setUint32(512 + 4, 2, true);
  view.setUint32(512 + 8, 0xfffffffe, true);
  const names = ['Root Entry', ...streams, ...(sheetInside ? ['Workbook'] : [])];
  names.forEach((name, i) => {
    const at = 1024 + i * 128;
    for (let j = 0; j < name.length; j++) view.setUint16(at + j * 2, name.charCodeAt(j), true);
    view.setUint16(at + 64, name.length * 2 + 2, true);
    const next = i > 0 && i < streams.length ? i + 1 : 0xffffffff;
    view.setUint32(at + 68, 0xffffffff, true);
    view.setUint32(at + 72, next, true);
    const child = i === 0 ? 1 : i === 1 && sheetInside ? streams.length + 1 : 0xffffffff;
    view.setUint32(at + 76, child, true);
  });
  return bytes;
}

describe('detectFormat', () => {
  it.each([
    ['docx', zip('[Content_Types].xml', 'word/document.xml')],
    ['docx', zip('[Content_Types].xml', 'word\\document2.xml')],
    ['sheet', zip('[Content_Types].xml', 'xl/workbook.xml')],
    ['ofd', zip('OFD.xml', 'Doc_0/Document.xml')],
    ['archive', zip('方案.docx', '附件/word/document.xml.txt')],
    ['archive', zipSync({})],
    ['doc', compound(['1Table', 'WordDocument'])],
    ['doc', compound(['ObjectPool', 'WordDocument'], true)],
    ['sheet', compound(['Workbook'])],
    ['sheet', compound(['Book'])],
    ['pdf', strToU8('\r\n%PDF-1.4\n')],
    ['html', strToU8('\uFEFF<!-- 存档 --><!DOCTYPE html><p>')],
    ['html', strToU8('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">')],
    ['html', Buffer.from('\uFEFF<html>', 'utf16le')],
    [
      'html',
      strToU8(
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x',
      ),
    ],
    ['sheet', strToU8('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>')],
    [null, strToU8('临江市方案\n报送 %PDF-1.4 格式的文件')],
    [null, strToU8('<table><tr><td>一</td></tr></table>')],
    [null, strToU8('序号,事项,责任单位')],
    [null, new Uint8Array()],
  ] as const)('finds %s', (format, bytes) => {
    expect(detectFormat(bytes)).toBe(format);
  });

  it('tells real sheets, new and old', () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['事项', '单位']]), '任务');
    for (const bookType of ['xlsx', 'biff8', 'xlsb'] as const) {
      expect(detectFormat(write(book, { type: 'buffer', bookType }))).toBe('sheet');
    }
  });

  it('looks at the files themselves where the directory of an archive is cut off', () => {
    const whole = zip('[Content_Types].xml', 'word/document.xml');
    expect(detectFormat(whole.subarray(0, whole.length - 30))).toBe('docx');
  });

  it.each([
    ['已加密', compound(['EncryptionInfo', 'EncryptedPackage'])],
    ['演示文稿', compound(['PowerPoint Document'])],
    ['演示文稿', zip('ppt/presentation.xml')],
    ['没有文档或表格', compound(['CONTENTS'])],
    ['没有文档或表格', compound([]).subarray(0, 100)],
    ['OpenDocument', zip('mimetype', 'content.xml')],
    ['RTF', strToU8('{\\rtf1\\ansi')],
    ['Word 2003 XML', strToU8('<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>')],
    ['图片与扫描件暂不能读取', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['图片与扫描件暂不能读取', Buffer.from([0x49, 0x49, 0x2a, 0x00])],
    ['RAR', strToU8('Rar!\x1a\x07')],
  ])('says why not: %s', (reason, bytes) => {
    expect(() => detectFormat(bytes)).toThrow(ReaderError);
    expect(() => detectFormat(bytes)).toThrow(reason);
  });

  it('does not loop over a directory that points at itself', () => {
    const bytes = compound(['A', 'B']);
    const view = new DataView(bytes.buffer);
    view.setUint32(512 + 8, 1, true);
    view.setUint32(1024 + 128 + 68, 1, true);
    expect(() => detectFormat(bytes)).toThrow(ReaderError);
  });

  it('never fails otherwise, whatever is broken', () => {
    for (const whole of [zip('word/document.xml', 'a'), compound(['WordDocument'], true)]) {
      for (let at = 0; at < whole.length; at += 3) {
        const bytes = whole.slice();
        bytes[at] = 0xff;
        for (const broken of [bytes, whole.subarray(0, at)]) {
          try {
            detectFormat(broken);
          } catch (error) {
            expect(error).toBeInstanceOf(ReaderError);
          }
        }
      }
    }
  });
});

it('every format is found by its extensions', () => {
  for (const { name, extensions } of SOURCE_FORMATS) {
    for (const extension of extensions) expect(formatOfName(`方案${extension.toUpperCase()}`)).toBe(name);
  }
});
