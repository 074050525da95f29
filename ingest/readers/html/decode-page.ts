import iconv from 'iconv-lite';
import { type DecodedText, decodeBytes } from '../decoding/decode-bytes.ts';

/** Text of a page: a BOM decides, then valid UTF-8 or what its bytes look like, then what its <meta> claims. Throws ReaderError. */
export function decodePage(bytes: Uint8Array): DecodedText {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const claimed = /<meta[^>]{0,200}charset\s*=\s*["']?\s*(?<name>[\w-]{1,20})/iu.exec(head)?.groups?.['name'];
  const isChinese = /^(?:gb2312|gbk|gb18030|x-gbk)$/iu.test(claimed ?? '');
  if (isChinese && !isUtf8(bytes)) {
    const text = iconv.decode(Buffer.from(bytes), 'gb18030');
    const damaged = text.match(/\uFFFD/gu)?.length ?? 0;
    if (damaged * 50 < text.length) return { text, encoding: 'gb18030' };
  }
  return decodeBytes(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
