import { createHash } from 'node:crypto';
import type { Embedder } from '../../ports/embedder.ts';
import type { ModelFolder } from './model-folder.ts';
import type { ModelThread } from './thread/open-model-thread.ts';

/** What a model wants written before each text, such as `query:` and `passage:` of E5; empty for most. */
export interface TextPrefixes {
  readonly query: string;
  readonly passage: string;
}

/** Raised when the same model would give other vectors. */
export const ONNX_EMBEDDER_KIND = 'onnx-v1';

/**
 * Chosen alike on either half of lay questions to statutes and of citizens' questions to notices, confirmed on the other
 * half, for multilingual-e5-small. A share that follows the question's keyword scores was no better on the half left out.
 */
const SEARCH_SHARE = 0.6;
/** Cosines of such models lie close together: unrelated passages of Chinese have .8 and more. */
const SPREAD = 0.2;

/** A model on this machine: what it is, and the thread that runs it. */
export type OnnxModel = Pick<ModelFolder, 'fingerprint' | 'dimension'> & ModelThread;

/** The id that an embedder of this model has; the prefix of questions does not touch what is stored. */
export function nameOnnxEmbedder(model: OnnxModel, prefixes: TextPrefixes, dimension: number): string {
  const hash = createHash('sha256').update(`${model.fingerprint()}\n${prefixes.passage}`).digest('hex');
  return `${ONNX_EMBEDDER_KIND}-${hash.slice(0, 16)}-${dimension}`;
}

/** Vectors from a model on this machine; no text leaves it. Questions go before documents. Throws ModelError. */
export function createOnnxEmbedder(model: OnnxModel, prefixes: TextPrefixes, dimension: number): Embedder {
  return {
    id: nameOnnxEmbedder(model, prefixes, dimension),
    searchShare: SEARCH_SHARE,
    trainedOnCorpus: false,
    spread: SPREAD,
    dimension,
    embedQuery: async (text) =>
      (await model.embed([prefixText(prefixes.query, text)], { isUrgent: true }))[0]!,
    embedDocuments: async (texts) =>
      await model.embed(texts.map((text) => prefixText(prefixes.passage, text))),
  };
}

/** The length of the model's vectors; where its folder does not say, the model is run once to learn it. */
export async function measureOnnxDimension(model: OnnxModel): Promise<number> {
  return model.dimension ?? (await model.embed(['条文'], { isUrgent: true }))[0]!.length;
}

/** 「query: 数据开放」, but 「为这个句子生成表示：数据开放」: a space follows a prefix that ends in a Latin character. */
function prefixText(prefix: string, text: string): string {
  return /[!-~]$/.test(prefix) ? `${prefix} ${text}` : `${prefix}${text}`;
}
