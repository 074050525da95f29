import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { nameBinaryContent } from '../decoding/binary-content.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { decodePage } from './decode-page.ts';
import { readMhtml } from './read-mhtml.ts';
import { readPage } from './read-page.ts';

/** Pages of web sites, as served or as a browser saved them. Nothing is fetched, no script runs. */
export const htmlFormat: SourceFormat = {
  name: 'html',
  extensions: ['.html', '.htm', '.mhtml', '.mht'],
  read: readPageFile,
};

async function readPageFile(bytes: Uint8Array): Promise<ReadContent> {
  if (bytes.length === 0) throw new ReaderError('空文件（0 字节）');
  const binary = nameBinaryContent(bytes);
  if (binary) throw new ReaderError(`内容是${binary}，不是网页`);
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('latin1');
  const isMail =
    /^[\w-]+:[^\n]*\n/u.test(start.trimStart()) && /^(?:MIME-Version|Content-Type):/imu.test(start);
  const page = isMail ? await readMhtml(bytes) : decodePage(bytes);
  return { ...readPage(page.text), encoding: page.encoding };
}
