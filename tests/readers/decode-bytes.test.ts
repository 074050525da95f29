import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeBytes, type TextEncodingName } from '../../ingest/readers/decoding/decode-bytes.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';

const SIMPLIFIED = [
  '目录',
  '联通',
  '市教委',
  '第三条',
  '一、总体要求\n到2023年，建成5G基站1.2万个。\n',
  '①主要任务——责任单位：市科技局（“放管服”）',
];
const TRADITIONAL = ['臨江市人民政府關於印發數據條例的通知', '責任單位：市教育局、財政局'];

describe('decodeBytes', () => {
  it.each(
    SIMPLIFIED.flatMap(
      (text) =>
        [
          [text, 'utf-8'],
          [text, 'gb18030'],
        ] as const,
    ),
  )('%j as %s', (text, encoding) => {
    expect(decodeBytes(iconv.encode(text, encoding))).toEqual({ text, encoding });
  });

  it.each(['utf-16le', 'utf-16be'] as const)('longer text as %s without BOM', (encoding) => {
    for (const text of [
      SIMPLIFIED[4]!,
      SIMPLIFIED[5]!,
      '临江市人民政府关于印发条例的通知',
      'plain English text\n',
    ]) {
      expect(decodeBytes(iconv.encode(text, encoding, { addBOM: false }))).toEqual({ text, encoding });
    }
  });

  it.each(TRADITIONAL)('%s as Big5', (text) => {
    expect(decodeBytes(iconv.encode(text, 'big5'))).toEqual({ text, encoding: 'big5' });
  });

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
    ['gb18030', [0x84, 0x31, 0x95, 0x33]],
  ] as const)('takes the BOM of %s off', (encoding, mark) => {
    const text = '临江市方案\n';
    const bytes = Buffer.concat([Buffer.from(mark), iconv.encode(text, encoding, { addBOM: false })]);
    expect(decodeBytes(bytes)).toEqual({ text, encoding });
  });

  it('reads four-byte characters of GB18030', () => {
    const text = '临江市㐂村𠮷家湾改造方案，由市住房城乡建设局负责';
    expect(decodeBytes(iconv.encode(text, 'gb18030'))).toEqual({ text, encoding: 'gb18030' });
  });

  it.each(['utf-8', 'gb18030'] as const)('keeps a damaged %s file in its encoding', (encoding) => {
    const bytes = iconv.encode('临江市人民政府关于印发智慧城市方案的通知', encoding).subarray(0, 31);
    const decoded = decodeBytes(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text.startsWith('临江市人民政府')).toBe(true);
    expect(decoded.text).toContain('\uFFFD');
  });

  it('keeps a stray NUL for cleaning to report', () => {
    expect(decodeBytes(Buffer.from('临江市\0人民政府关于印发方案的通知'))).toMatchObject({
      encoding: 'utf-8',
    });
  });

  it('refuses UTF-32 and noise', () => {
    expect(() => decodeBytes(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]))).toThrow('UTF-32');
    const noise = Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 73 + (i >> 3) * 151) % 256));
    expect(() => decodeBytes(noise)).toThrow(ReaderError);
  });

  it('finds the encoding of any sentence of common characters', () => {
    const unit = fc.constantFrom(
      ...'市区县政府关于印发通知的方案由牵头负责完成推进建设平台数据，。、：（）0123456789\n',
    );
    const sentence = fc
      .string({ unit, minLength: 12, maxLength: 80 })
      .filter((text) => /[一-龥]{6}/u.test(text));
    const encodings: readonly TextEncodingName[] = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'];
    fc.assert(
      fc.property(sentence, fc.constantFrom(...encodings), (text, encoding) => {
        expect(decodeBytes(iconv.encode(text, encoding, { addBOM: false }))).toEqual({ text, encoding });
      }),
    );
  });
});
