import type { SourceFormatName } from '../raw-document.ts';
import type { ReadContent } from '../source-format.ts';

/** To the process, one at a time: the next goes out when the reply to the last one is there. */
export interface ReadRequest {
  readonly format: SourceFormatName;
  readonly bytes: Uint8Array;
}

/** From the process: first that it is ready, then a reply to each request. `refused` is what a ReaderError says, `broken` anything else that was thrown. */
export type ProcessMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'content'; readonly content: ReadContent }
  | { readonly kind: 'refused' | 'broken'; readonly message: string };
