import type { Config } from './config.ts';
import type { Secrets } from './secrets.ts';

/** Which embedder to use, with its key; what `createEmbedderProvider` of `src/models` takes. */
export type EmbedderSettings =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'openai';
      readonly apiKey: string;
      readonly baseUrl?: string;
      readonly model: string;
    }
  | {
      readonly kind: 'onnx' | 'auto';
      readonly modelDir: string;
      readonly queryPrefix: string;
      readonly passagePrefix: string;
    };

/** For services that ask for none: the client wants one all the same. */
const NO_KEY = 'none';

export function chooseEmbedder(
  { embeddings }: Config,
  { embeddingApiKey, openaiApiKey }: Secrets,
): EmbedderSettings {
  if (embeddings.kind !== 'openai') return embeddings;
  const { model, baseUrl } = embeddings;
  const apiKey = (embeddingApiKey ?? openaiApiKey)?.reveal() ?? NO_KEY;
  return { kind: 'openai', apiKey, model, ...(baseUrl !== null && { baseUrl }) };
}
