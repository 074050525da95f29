import PostalMime from 'postal-mime';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { DecodedText } from '../decoding/decode-bytes.ts';

const DEEPEST_PART = 20;
const MOST_HEADERS = 256 * 1024;

/** The page that a browser saved with its pictures in one file (RFC 2557). Throws ReaderError where it holds none. */
export async function readMhtml(bytes: Uint8Array): Promise<DecodedText> {
  try {
    const mail = await PostalMime.parse(bytes, {
      maxNestingDepth: DEEPEST_PART,
      maxHeadersSize: MOST_HEADERS,
    });
    if (mail.html) return { text: mail.html, encoding: 'utf-8' };
  } catch (error) {
    throw new ReaderError('网页存档损坏，无法读取', { cause: error });
  }
  throw new ReaderError('网页存档中没有网页');
}
