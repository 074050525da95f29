import { detect } from 'chardet';
import iconv from 'iconv-lite';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { measurePlausibility } from './measure-plausibility.ts';

export interface DecodedText {
  /** Without BOM. */
  readonly text: string;
  readonly encoding: TextEncodingName;
}

export type TextEncodingName = 'utf-8' | 'gb18030' | 'big5' | 'utf-16le' | 'utf-16be';

/** Longest first where one begins like another. */
const BYTE_ORDER_MARKS: readonly {
  readonly bytes: readonly number[];
  readonly encoding: TextEncodingName | null;
}[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], encoding: null },
  { bytes: [0x00, 0x00, 0xfe, 0xff], encoding: null },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
  { bytes: [0x84, 0x31, 0x95, 0x33], encoding: 'gb18030' },
];

/** The order decides between equals. */
const CANDIDATES: readonly TextEncodingName[] = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'];

/** Below this share of plausible characters no reading is believed. */
const BELIEVABLE = 0.65;

/** So many characters outside ASCII are never valid UTF-8 by chance; 「目录」 in GBK is. */
const CERTAIN_CHARACTERS = 8;

/**
 * Text of a file in UTF-8, UTF-16 (with BOM or without), GB18030 (GBK, GB2312) or Big5. A BOM decides; then valid UTF-8; then the
 * reading that looks most like Chinese text, which is sure from a handful of characters on. Throws ReaderError when none does.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const mark = BYTE_ORDER_MARKS.find((candidate) => candidate.bytes.every((byte, i) => bytes[i] === byte));
  if (mark) {
    if (mark.encoding === null) throw new ReaderError('UTF-32 编码，请另存为 UTF-8');
    return { text: decodeAs(bytes.subarray(mark.bytes.length), mark.encoding), encoding: mark.encoding };
  }
  const utf8 = decodeStrictUtf8(bytes);
  if (utf8 !== null && (isCertainlyText(utf8) || isBlank(utf8))) return { text: utf8, encoding: 'utf-8' };
  let best: (DecodedText & { readonly score: number }) | null = null;
  for (const encoding of CANDIDATES) {
    if (encoding.startsWith('utf-16') && bytes.length % 2 !== 0) continue;
    const text = decodeAs(bytes, encoding);
    const score = measurePlausibility(text);
    if (best === null || score > best.score) best = { text, encoding, score };
  }
  if (best === null || best.score < BELIEVABLE) {
    const guess = detect(bytes.subarray(0, 65_536));
    throw new ReaderError(
      bytes.includes(0)
        ? '二进制文件，不是文本'
        : `无法识别的编码${guess ? `（疑为 ${guess}）` : ''}，支持 UTF-8、GB18030、Big5、UTF-16`,
    );
  }
  return { text: best.text, encoding: best.encoding };
}

function decodeAs(bytes: Uint8Array, encoding: TextEncodingName): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding, {
    stripBOM: true,
  });
}

function decodeStrictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether nothing of a text is seen: blanks of any width, line breaks, invisible characters. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\u3164\u2800]*$/u.test(text);
}

/** Many characters outside ASCII, hardly a NUL: a stray control character is for cleaning to report. */
function isCertainlyText(text: string): boolean {
  let foreign = 0;
  let nul = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) nul++;
    else if (code > 0x7f) foreign++;
  }
  return foreign >= CERTAIN_CHARACTERS && nul * 20 < text.length;
}
