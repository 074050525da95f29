import { readTextBytes } from '../decoding/read-text-bytes.ts';
import type { SourceFormat } from '../source-format.ts';

/** Plain text in any of the encodings that Chinese offices use. */
export const textFormat: SourceFormat = {
  name: 'text',
  extensions: ['.txt', '.text'],
  read: readTextBytes,
};
