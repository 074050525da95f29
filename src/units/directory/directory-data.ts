import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import {
  type DirectoryFile,
  directoryFileSchema,
  functionsFileSchema,
  ordinaryWordsFileSchema,
  placesFileSchema,
} from './directory-schema.ts';

const DATA = new URL('./data/', import.meta.url);

/** Everything the directory knows, as read from `data/`. */
export interface DirectoryData {
  /** One per jurisdiction, in file order. */
  readonly files: readonly (DirectoryFile & { readonly file: string })[];
  readonly functions: z.infer<typeof functionsFileSchema>['functions'];
  readonly places: z.infer<typeof placesFileSchema>;
  readonly ordinaryWords: z.infer<typeof ordinaryWordsFileSchema>;
}

/**
 * Reads and checks all data files; a file whose name begins with `_` is not a jurisdiction.
 * Throws a ZodError or SyntaxError on a damaged file: the data ships with the program.
 */
export function readDirectoryData(): DirectoryData {
  const names = readdirSync(DATA)
    .filter((name) => name.endsWith('.json') && !name.startsWith('_'))
    .sort();
  return {
    files: names.map((file) => ({ ...directoryFileSchema.parse(readJson(file)), file })),
    functions: functionsFileSchema.parse(readJson('_functions.json')).functions,
    places: placesFileSchema.parse(readJson('_places.json')),
    ordinaryWords: ordinaryWordsFileSchema.parse(readJson('_ordinary-words.json')),
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
}
