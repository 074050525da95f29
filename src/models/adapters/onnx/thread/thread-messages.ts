import type { ModelFailure } from '../../../../domain/errors/model-error.ts';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly modelDir: string;
  readonly runtimeFrom?: string;
}

/** A text, or two that are read together. */
export type ModelText = string | readonly [first: string, second: string];

export function lengthOf(text: ModelText): number {
  return typeof text === 'string' ? text.length : text[0].length + text[1].length;
}

/** To the thread, one at a time: the next goes out when the reply to the last one is there. Null instead ends it. */
export interface EmbedRequest {
  readonly texts: readonly ModelText[];
}

/** From the thread. `vectors` holds one vector of `dimension` numbers per text, in order. */
export type EmbedReply =
  | { readonly dimension: number; readonly vectors: Float64Array }
  | { readonly failure: string; readonly reason: ModelFailure };
