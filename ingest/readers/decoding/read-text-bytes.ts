import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { ReadContent } from '../source-format.ts';
import { nameBinaryContent } from './binary-content.ts';
import { decodeBytes, isBlank } from './decode-bytes.ts';

/** Bytes of a text file with their text; throws ReaderError for empty, blank and binary ones. */
export function readTextBytes(bytes: Uint8Array): ReadContent {
  if (bytes.length === 0) throw new ReaderError('空文件（0 字节）');
  const binary = nameBinaryContent(bytes);
  if (binary) throw new ReaderError(`内容是${binary}，不是文本`);
  const { text, encoding } = decodeBytes(bytes);
  if (isBlank(text)) throw new ReaderError('文件中没有文字');
  const { length } = text;
  return {
    text,
    encoding,
    locations: [{ start: 0, end: length, location: { kind: 'offset', start: 0, end: length } }],
    marks: [],
    warnings: [],
  };
}
