import { type CheerioAPI, load } from 'cheerio';
import iconv from 'iconv-lite';
import PostalMime from 'postal-mime';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { decodeBytes } from '../decoding/decode-bytes.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';
import { findArticle, labelledLines, removeFurniture } from './find-article.ts';
import { writeArticle } from './write-article.ts';

/** Saved web pages. No script runs, and nothing that a page refers to is asked for. */
export const htmlFormat: SourceFormat = {
  name: 'html',
  extensions: ['.html', '.htm', '.xhtml', '.shtml', '.mhtml', '.mht'],
  read: readPage,
};

/** Throws ReaderError where the page has no article. */
export async function readPage(bytes: Uint8Array): Promise<ReadContent> {
  const head = latin1(bytes.subarray(0, 4096));
  const { html, encoding } =
    /^(?:from|mime-version|content-type|snapshot-content-location|subject|date):/im.test(head) &&
    !/^\s*</.test(head)
      ? await unpackMail(bytes)
      : decodePage(bytes, head);
  const $ = load(html);
  const title = pageTitle($);
  const hidden = removeFurniture($);
  const article = findArticle($);
  if (!article) throw new ReaderError('网页中没有找到正文');
  const builder = new TextBuilder();
  const text = $(article).text().replace(/\s+/g, '');
  if (title !== '' && !text.slice(0, 400).includes(title.replace(/\s+/g, '')))
    builder.line(title, { heading: 1 });
  for (const line of labelledLines($, article)) builder.line(line);
  const { pictures } = writeArticle($, article, builder);
  if (hidden > 0) builder.warn('hidden-text', `有 ${hidden} 个隐藏的字没有收录`);
  if (pictures > 0) builder.warn('content-lost', `有 ${pictures} 幅图片没有文字，未收录`);
  return { ...builder.build(), encoding };
}

/** What the page calls itself, without the name of the site behind it. */
function pageTitle($: CheerioAPI): string {
  const named = $('meta[name="ArticleTitle"]').attr('content') ?? $('h1').first().text();
  const own = named.trim() || $('title').text();
  return own
    .replace(/\s+/g, ' ')
    .replace(/\s*[_|｜—–-]+\s*[^_|｜—–-]*(?:网站?|门户|政府|平台|政务公开)\s*$/u, '')
    .trim();
}

async function unpackMail(bytes: Uint8Array): Promise<{ html: string; encoding: string }> {
  const mail = await PostalMime.parse(bytes);
  if (!mail.html) throw new ReaderError('网页存档中没有网页');
  return { html: mail.html, encoding: 'utf-8' };
}

function decodePage(bytes: Uint8Array, head: string): { html: string; encoding: string } {
  const named = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(head)?.[1]?.toLowerCase();
  const isMarked = (bytes[0] === 0xef && bytes[1] === 0xbb) || (bytes[0]! >= 0xfe && bytes[1]! >= 0xfe);
  if (!isMarked && named && /^(?:gbk|gb2312|gb18030|big5)$/.test(named)) {
    const encoding = named === 'big5' ? 'big5' : 'gb18030';
    return { html: iconv.decode(Buffer.from(bytes), encoding), encoding };
  }
  const { text, encoding } = decodeBytes(bytes);
  return { html: text, encoding };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
