import { getDocumentProxy } from 'unpdf';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { layOut } from '../page-layout/lay-out.ts';
import { type PageLine, type PageRun, withoutRunningLines } from '../page-layout/page-lines.ts';
import { writeLines } from '../page-layout/write-lines.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';
import { provideTransfer, rulesOf } from './drawn-rules.ts';

/** PDF files with a layer of text. */
export const pdfFormat: SourceFormat = { name: 'pdf', extensions: ['.pdf'], read: readPdf };

const MOST_PAGES = 3000;

/** Throws ReaderError where the file is broken, wants a password, has too many pages, or holds pictures of pages alone. */
export async function readPdf(bytes: Uint8Array): Promise<ReadContent> {
  provideTransfer();
  const document = await open(bytes);
  if (document.numPages > MOST_PAGES)
    throw new ReaderError(`页数过多（${document.numPages} 页，上限 ${MOST_PAGES} 页）`);
  const builder = new TextBuilder();
  const pages: PageLine[][] = [];
  const empty: number[] = [];
  const broken: number[] = [];
  let slanted = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const read = await readPage(document, number);
    slanted += read.slanted;
    if (read.lines === null) broken.push(number);
    else if (read.lines.length === 0) empty.push(number);
    pages.push(read.lines ?? []);
  }
  await document.destroy();
  if (broken.length === pages.length) throw new ReaderError(DAMAGED);
  if (empty.length + broken.length === pages.length)
    throw new ReaderError('没有文字层（扫描件或图片），暂不能读取');
  if (empty.length > 0) builder.warn('content-lost', `第 ${listPages(empty)} 页没有文字层，未收录`);
  if (broken.length > 0) builder.warn('content-lost', `第 ${listPages(broken)} 页已损坏，未收录`);
  if (slanted > 0) builder.warn('content-lost', `有 ${slanted} 个斜排或竖排的字（如水印）没有收录`);
  writeLines(builder, withoutRunningLines(pages).flat());
  return builder.build();
}

async function open(bytes: Uint8Array): Promise<Document> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      useSystemFonts: false,
      verbosity: 0,
    });
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new ReaderError(isLocked ? '文件已加密，请解除密码后再导入' : DAMAGED, {
      cause: error,
    });
  }
}

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The lines of a page, null where it is broken; what runs aslant over it, as watermarks do, is counted and left out. */
async function readPage(
  document: Document,
  number: number,
): Promise<{ lines: PageLine[] | null; slanted: number }> {
  try {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const runs: PageRun[] = [];
    let slanted = 0;
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [a, b, c, d, e, f] = item.transform as [number, number, number, number, number, number];
      if (Math.abs(b) > 0.1 * Math.abs(a) || a <= 0) slanted += item.str.length;
      else runs.push({ text: item.str, x: e, y: height - f, width: item.width, size: Math.hypot(c, d) });
    }
    const lines = layOut(number, runs, await rulesOf(page, height), { width, height });
    page.cleanup();
    return { lines, slanted };
  } catch {
    // pdf.js throws errors of many kinds over a damaged page; the others are read all the same.
    return { lines: null, slanted: 0 };
  }
}

const DAMAGED = 'PDF 已损坏，无法读取';

/** 1–3、7 */
function listPages(pages: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else ranges.push([page, page]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、');
}
