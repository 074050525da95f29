import { serveFormats } from '../../../ingest/readers/process/serve-formats.ts';
import type { SourceFormatName } from '../../../ingest/readers/raw-document.ts';
import type { ReadContent } from '../../../ingest/readers/source-format.ts';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

/** A process whose formats do what hostile files make readers do. */
const fakes: Partial<Record<SourceFormatName, (bytes: Uint8Array) => ReadContent | Promise<ReadContent>>> = {
  docx: (bytes) => content(`${bytes.length} ${process.pid}`),
  doc: () => {
    throw new ReaderError('文件已加密');
  },
  sheet: () => {
    throw new TypeError('x is not a function');
  },
  pdf: () => {
    for (;;);
  },
  ofd: () => {
    const kept: string[][] = [];
    for (;;) kept.push(new Array<string>(1_000_000).fill('x'));
  },
  html: () => process.abort(),
  archive: () => content(JSON.stringify(process.env)),
  text: async (bytes) => {
    const address = new TextDecoder().decode(bytes);
    return content(await fetch(address).then(String, (error: Error) => `${error.message}: ${error.cause}`));
  },
  markdown: async () => {
    const kept: Buffer[] = [];
    for (;;) {
      kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
};

function content(text: string): ReadContent {
  return {
    text,
    encoding: 'utf-8',
    locations: [{ start: 0, end: 1, location: { kind: 'cell', sheet: '表', row: 0, column: 1 } }],
    marks: [],
    warnings: [{ code: 'content-lost', message: '图片 1 张', span: { start: 0, end: 0 } }],
  };
}

await serveFormats(
  Object.entries(fakes).map(([name, read]) => ({ name: name as SourceFormatName, extensions: [], read })),
);
