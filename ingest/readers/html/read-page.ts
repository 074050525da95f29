import { load } from 'cheerio';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import type { LayoutMark, LocatedStretch } from '../../../src/domain/source-layout.ts';
import { readHeaderLine, readIndexRow } from '../../cleaning/header-lines.ts';
import type { ReadContent, ReadingWarning } from '../source-format.ts';
import { chooseArticle } from './choose-article.ts';
import { checkPage } from './page-nodes.ts';
import { type PageLine, writeLines } from './page-text.ts';
import { bare, titleOf } from './page-title.ts';
import { stripPage } from './strip-page.ts';

/** Prose and written characters that an article has at least. */
const LEAST_PROSE = 20;
const LEAST_CHARACTERS = 20;
/** The title stands within so many lines of an article that has it. */
const TITLE_LINES = 12;
/** Rows of metadata stand so near above the article, in lines. */
const METADATA_LINES = 60;

/** The article of a page with its title and metadata. Throws ReaderError where it has none. */
export function readPage(html: string): Omit<ReadContent, 'encoding'> {
  const $ = load(html);
  checkPage($.root().get(0)!);
  const title = titleOf($);
  const hidden = stripPage($);
  const { article, prose } = chooseArticle($);
  const body = $('body').get(0);
  if (!article || !body || prose < LEAST_PROSE) throw new ReaderError('网页中没有正文');
  const { lines: own, pictures } = writeLines(article);
  if (own.reduce((sum, { text }) => sum + text.length, 0) < LEAST_CHARACTERS)
    throw new ReaderError('网页中没有正文');
  const above = article === body ? [] : writeLines(body, article).lines.slice(-METADATA_LINES);
  const metadata = above.filter((line) => isMetadata(line) && !own.some(({ text }) => text === line.text));
  const head = own.slice(0, TITLE_LINES).map(({ text }) => text);
  const hasTitle = title === '' || bare(head.join('')).includes(bare(title));
  const named: PageLine[] = hasTitle ? [] : [{ text: title, isRow: false, marks: [headingOver(title)] }];
  const content = joinLines([...metadata.map((line) => ({ ...line, marks: [] })), ...named, ...own]);
  const warnings: ReadingWarning[] = [];
  const span = { start: 0, end: 0 };
  if (hidden > 0) warnings.push({ code: 'hidden-text', message: `网页中隐藏的 ${hidden} 字未读入`, span });
  if (pictures > 0) warnings.push({ code: 'content-lost', message: `${pictures} 张图片未读出`, span });
  return { ...content, warnings };
}

function headingOver(text: string): LayoutMark {
  return { kind: 'heading', level: 1, span: { start: 0, end: text.length } };
}

/** 「索引号：… 发文字号：…」, 「来源：…网 发布日期：…」; a row of an index table without colons. */
function isMetadata({ text }: PageLine): boolean {
  const line = { text, start: 0, end: text.length, bare: text.trim() };
  const header = readHeaderLine(line) ?? readIndexRow(line);
  return header !== null && !header.byShape && header.fields.some(({ value }) => value !== '');
}

/** An empty line around tables. */
function joinLines(lines: readonly PageLine[]): Pick<ReadContent, 'text' | 'locations' | 'marks'> {
  const pieces: string[] = [];
  const locations: LocatedStretch[] = [];
  const marks: LayoutMark[] = [];
  let at = 0;
  lines.forEach((line, block) => {
    if (block > 0 && line.isRow !== lines[block - 1]!.isRow) at += pieces.push('\n') && 1;
    locations.push({ start: at, end: at + line.text.length, location: { kind: 'block', block } });
    for (const mark of line.marks)
      marks.push({ ...mark, span: { start: at + mark.span.start, end: at + mark.span.end } });
    pieces.push(line.text, '\n');
    at += line.text.length + 1;
  });
  return { text: pieces.join(''), locations, marks };
}
