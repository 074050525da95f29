import { getDocumentProxy } from 'unpdf';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { layOut } from '../page-layout/lay-out.ts';
import { listPages } from '../page-layout/list-pages.ts';
import { type PageLine, type PageRun, textOf, withoutRunningLines } from '../page-layout/page-lines.ts';
import { writeLines } from '../page-layout/write-lines.ts';
import { refuseClassified } from '../refuse-classified.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';
import { isOver, withoutHiddenText } from './hidden-text.ts';
import { drawingOf, type PageArea, provideTransfer } from './page-drawing.ts';

/** PDF files with a layer of text. */
export const pdfFormat: SourceFormat = { name: 'pdf', extensions: ['.pdf'], read: readPdf };

const MOST_PAGES = 3000;
/** Share of the first page that holds its head. */
const HEAD = 0.35;

/** Throws ReaderError where the file is broken, wants a password, is marked 秘密 or above, has too many pages, or holds pictures of pages alone. */
export async function readPdf(bytes: Uint8Array): Promise<ReadContent> {
  provideTransfer();
  const document = await open(bytes);
  if (document.numPages > MOST_PAGES)
    throw new ReaderError(`页数过多（${document.numPages} 页，上限 ${MOST_PAGES} 页）`);
  const builder = new TextBuilder();
  const pages: PageLine[][] = [];
  const empty: number[] = [];
  const broken: number[] = [];
  const pictured: number[] = [];
  let slanted = 0;
  let hidden = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const read = await readPage(document, number);
    slanted += read.slanted;
    hidden += read.hidden;
    if (read.pictured && (read.lines?.length ?? 0) > 0) pictured.push(number);
    if (read.lines === null) broken.push(number);
    else if (read.lines.length === 0) empty.push(number);
    pages.push(read.lines ?? []);
  }
  await document.destroy();
  if (broken.length === pages.length) throw new ReaderError(DAMAGED);
  if (empty.length + broken.length === pages.length)
    throw new ReaderError('没有文字层（扫描件或图片），暂不能读取');
  refuseClassified(pages[0]?.filter(({ box }) => box.top < HEAD).map(textOf) ?? []);
  if (empty.length > 0) builder.warn('content-lost', `第 ${listPages(empty)} 页没有文字层，未收录`);
  if (broken.length > 0) builder.warn('content-lost', `第 ${listPages(broken)} 页已损坏，未收录`);
  if (pictured.length > 0)
    builder.warn('content-lost', `第 ${listPages(pictured)} 页有图片，其中的文字未收录`);
  if (hidden > 0) builder.warn('hidden-text', `有 ${hidden} 个看不见的字没有收录`);
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

interface ReadPage {
  /** Null where the page is broken. */
  readonly lines: PageLine[] | null;
  /** Characters that run aslant over the page, as watermarks do; left out. */
  readonly slanted: number;
  readonly hidden: number;
  /** It shows a picture large enough to hold words, which are not read. */
  readonly pictured: boolean;
}

/** Share of the page from which a picture is more than a seal or an emblem. */
const LARGE_PICTURE = 0.04;

async function readPage(document: Document, number: number): Promise<ReadPage> {
  try {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const drawing = await drawingOf(page, height);
    const all: (PageRun & { readonly aslant: boolean })[] = [];
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [a, b, c, d, e, f] = item.transform as [number, number, number, number, number, number];
      const aslant = Math.abs(b) > 0.1 * Math.abs(a) || a <= 0;
      all.push({ text: item.str, x: e, y: height - f, width: item.width, size: Math.hypot(c, d), aslant });
    }
    const { runs, hidden } = withoutHiddenText(all, drawing);
    const level = runs.filter(({ aslant }) => !aslant);
    const slanted = runs.reduce((sum, { aslant, text }) => sum + (aslant ? text.length : 0), 0);
    const lines = layOut(number, level, drawing.rules, { width, height });
    const isLarge = ({ left, right, top, bottom }: PageArea) =>
      (right - left) * (bottom - top) > LARGE_PICTURE * width * height;
    // A recognised scan is a picture of the words that are read.
    const pictured = drawing.pictures.some(
      (picture) => isLarge(picture) && !level.some((run) => isOver(picture, run)),
    );
    page.cleanup();
    return { lines, slanted, hidden, pictured };
  } catch {
    // pdf.js throws errors of many kinds over a damaged page; the others are read all the same.
    return { lines: null, slanted: 0, hidden: 0, pictured: false };
  }
}

const DAMAGED = 'PDF 已损坏，无法读取';
