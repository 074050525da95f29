import { readTextBytes } from '../decoding/read-text-bytes.ts';
import type { SourceFormat } from '../source-format.ts';

/** Markdown is read as it stands; cleaning takes its marks out and remembers them. */
export const markdownFormat: SourceFormat = {
  name: 'markdown',
  extensions: ['.md', '.markdown'],
  read: readTextBytes,
};
