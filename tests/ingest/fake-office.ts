import type { ReaderProcess } from '../../ingest/readers/process/reader-process.ts';
import type { ReadContent } from '../../ingest/readers/source-format.ts';
import type { LocatedStretch } from '../../src/domain/source-layout.ts';

/** A PDF as far as its first bytes go; the lines of its text stand behind them. */
export const makePdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n${text}`);

/** Reads such files: every line is one stretch in a box of its own, three on a page; the first is a heading, and a picture is lost. */
export const fakeOffice: ReaderProcess = {
  async read(_format, bytes): Promise<ReadContent> {
    const text = Buffer.from(bytes).toString('utf8').slice('%PDF-1.4\n'.length);
    const locations: LocatedStretch[] = [];
    let start = 0;
    for (const [i, line] of text.split('\n').entries()) {
      const end = start + line.length;
      const box = { left: 0.1, top: 0.1 * (1 + (i % 3)), width: 0.8, height: 0.05 };
      if (end > start)
        locations.push({ start, end, location: { kind: 'page', page: 1 + Math.floor(i / 3), box } });
      start = end + 1;
    }
    return {
      text,
      encoding: 'utf-8',
      locations,
      marks: [{ kind: 'heading', level: 1, span: { start: 0, end: text.indexOf('\n') } }],
      warnings: [{ code: 'content-lost', message: '图片 1 张没有读', span: { start: 0, end: 0 } }],
    };
  },
  close: () => undefined,
};
