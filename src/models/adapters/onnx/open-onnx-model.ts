import { ConfigError } from '../../../domain/errors/config-error.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';
import { findOnnxRuntime, type OnnxRuntime } from './onnx-runtime.ts';
import { type LoadedModel, runBatch } from './run-batch.ts';
import type { ModelText } from './thread/thread-messages.ts';

/** A sentence model on this machine. */
export interface OnnxModel {
  /** One vector of norm 1 per text, in order, or the one number that a model with a head gives; the model is loaded with the first. Throws ConfigError and ModelError. */
  embed(texts: readonly ModelText[]): Promise<number[][]>;
}

interface TokenEncoder {
  /** Token numbers, at most as many as the model takes. */
  encode(text: ModelText): readonly number[];
}

const BATCH_SIZE = 16;
/**
 * One thread: a pool would spin while it waits. `x64quantprecision` keeps 8-bit sums from overflowing on processors without
 * VNNI; on others it changes nothing.
 */
const SESSION_OPTIONS = {
  intraOpNumThreads: 1,
  extra: { session: { x64quantprecision: '1' } },
} as const;
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

/**
 * The model of a folder, which computes on the calling thread. Looks at once whether its files and the packages that run it are there, and throws ConfigError
 * when not. `runtimeFrom`: see `findOnnxRuntime`.
 */
export function openOnnxModel(modelDir: string, runtimeFrom?: string): OnnxModel {
  const folder = readModelFolder(modelDir);
  const loadRuntime = findOnnxRuntime(runtimeFrom);
  let loaded: Promise<LoadedModel & TokenEncoder> | undefined;
  return {
    async embed(texts) {
      loaded ??= loadModel(folder, loadRuntime());
      return await embedInBatches(await loaded, texts);
    },
  };
}

async function loadModel(folder: ModelFolder, runtime: OnnxRuntime): Promise<LoadedModel & TokenEncoder> {
  const { modelFile, maxTokens } = folder;
  try {
    const tokenizer = new runtime.Tokenizer(folder.tokenizer, folder.tokenizerConfig);
    const session = await runtime.InferenceSession.create(modelFile, SESSION_OPTIONS);
    const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.includes(name));
    if (unknown.length > 0) throw new Error(`inputs not known: ${unknown.join(', ')}`);
    return {
      modelFile,
      pooling: folder.pooling,
      runtime,
      session,
      padId: tokenizer.token_to_id(folder.padToken) ?? 0,
      encode(text) {
        const { ids } =
          typeof text === 'string'
            ? tokenizer.encode(text)
            : tokenizer.encode(text[0], { text_pair: text[1] });
        // The last token closes the text: [SEP] or </s>.
        return ids.length > maxTokens ? [...ids.slice(0, maxTokens - 1), ids.at(-1)!] : ids;
      },
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`EMBEDDING_MODEL_DIR：无法载入向量模型 ${modelFile}（${why}）`, { cause });
  }
}

/** Texts of like length go together, so that little is spent on padding. */
async function embedInBatches(
  model: LoadedModel & TokenEncoder,
  texts: readonly ModelText[],
): Promise<number[][]> {
  const encoded = texts.map((text) => model.encode(text));
  const order = [...encoded.keys()].sort((a, b) => encoded[a]!.length - encoded[b]!.length);
  const vectors = new Array<number[]>(texts.length);
  for (let start = 0; start < order.length; start += BATCH_SIZE) {
    const batch = order.slice(start, start + BATCH_SIZE);
    const embedded = await runBatch(
      model,
      batch.map((text) => encoded[text]!),
    );
    batch.forEach((text, i) => {
      vectors[text] = embedded[i]!;
    });
  }
  return vectors;
}
