import WordExtractor from 'word-extractor';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';
import { refuseClassifiedText } from '../refuse-classified.ts';
import type { ReadContent, SourceFormat } from '../source-format.ts';
import { TextBuilder } from '../text-builder.ts';

/** Files of Word 97 to 2003, and of WPS in the same layout. */
export const docFormat: SourceFormat = {
  name: 'doc',
  extensions: ['.doc', '.wps', '.dot', '.wpt'],
  read: readDoc,
};

/** Its options are missing in the published types: without this one dashes and quotation marks become those of ASCII. */
interface Opened {
  getBody(options: { readonly filterUnicode: boolean }): string;
  getFootnotes(options: { readonly filterUnicode: boolean }): string;
}

/** One that is printed: 一、 第一条 1. （1） */
const NUMBER =
  /^(?:第[一二三四五六七八九十百]+[章条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])/mu;
const LONG = 1500;

/** Throws ReaderError where the file cannot be opened or holds no words. */
export async function readDoc(bytes: Uint8Array): Promise<ReadContent> {
  let body: string;
  let notes: string;
  try {
    const document: Opened = await new WordExtractor().extract(Buffer.from(bytes));
    body = document.getBody({ filterUnicode: false });
    notes = document.getFootnotes({ filterUnicode: false });
  } catch (error) {
    throw new ReaderError('旧版 Word 或 WPS 文件无法打开，请另存为 docx 后再导入', { cause: error });
  }
  const builder = new TextBuilder();
  let rows: string[][] = [];
  const flush = (): void => {
    builder.table(rows);
    rows = [];
  };
  for (const line of body.split(/\r\n|[\r\n\f\v]/)) {
    // Cells come apart by tabs, with one behind the last.
    if (/\t.*\t/.test(line)) rows.push(line.replace(/\t$/, '').split('\t'));
    else {
      flush();
      builder.line(line.replace(/\t/g, '　').trim());
    }
  }
  flush();
  for (const note of notes.split(/[\r\n]+/)) if (note.trim() !== '') builder.line(`注：${note.trim()}`);
  const content = builder.build();
  refuseClassifiedText(content.text);
  if (content.text.trim() === '') throw new ReaderError('文件中没有文字');
  if (content.text.length > LONG && !NUMBER.test(content.text))
    return {
      ...content,
      warnings: [...content.warnings, lost('没有读到任何编号，自动编号可能没有随文字读出')],
    };
  return content;
}

function lost(message: string): ReadContent['warnings'][number] {
  return { code: 'content-lost', message, span: { start: 0, end: 0 } };
}
