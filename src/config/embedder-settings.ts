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
      readonly kind: 'onnx';
      readonly modelDir: string;
      readonly queryPrefix: string;
      readonly passagePrefix: string;
    };

export function chooseEmbedder({ embeddings }: Config, { openaiApiKey }: Secrets): EmbedderSettings {
  if (embeddings.kind !== 'openai') return embeddings;
  const { model, baseUrl } = embeddings;
  const apiKey = openaiApiKey?.reveal() ?? '';
  return { kind: 'openai', apiKey, model, ...(baseUrl !== null && { baseUrl }) };
}
