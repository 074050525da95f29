import type { ParsedFile } from './parsed-file.ts';

/** The parser behind `npm run parse`; loaded late, so that a usage message needs no dictionary. */
export async function loadParser(): Promise<(path: string) => Promise<ParsedFile>> {
  const specifier = '../../ingest/parse-file.ts';
  const { parseFile } = await import(specifier);
  return parseFile;
}
