import { extname } from 'node:path';
import type { SourceFormatName } from './raw-document.ts';

const EXTENSIONS: Readonly<Record<SourceFormatName, readonly string[]>> = {
  text: ['.txt', '.text'],
  markdown: ['.md', '.markdown'],
  docx: ['.docx', '.docm', '.dotx', '.dotm'],
  doc: ['.doc', '.wps', '.dot', '.wpt'],
  sheet: ['.xlsx', '.xlsm', '.xlsb', '.xls', '.et', '.ett', '.csv', '.tsv'],
  pdf: ['.pdf'],
  ofd: ['.ofd'],
  html: ['.html', '.htm', '.xhtml', '.shtml', '.mhtml', '.mht'],
  archive: ['.zip'],
};

const FORMATS: ReadonlyMap<string, SourceFormatName> = new Map(
  Object.entries(EXTENSIONS).flatMap(([format, extensions]) =>
    extensions.map((extension) => [extension, format as SourceFormatName] as const),
  ),
);

/** What the extension of a file name claims, whatever its case; undefined where nothing reads it. */
export function formatOfName(fileName: string): SourceFormatName | undefined {
  return FORMATS.get(extname(fileName).toLowerCase());
}

/** For people: 不支持的文件格式 .xyz，可读 .txt、…. */
export function describeUnknownName(fileName: string): string {
  return `不支持的文件格式 ${extname(fileName) || '（无扩展名）'}，可读 ${[...FORMATS.keys()].join('、')}`;
}
