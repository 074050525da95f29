import { ModelError } from '../../../domain/errors/model-error.ts';
import type { ModelFolder } from './model-folder.ts';
import type { OnnxOutput, OnnxRuntime, OnnxSession } from './onnx-runtime.ts';
import { normalize, poolTokens } from './pool-tokens.ts';

/** A model ready to run. */
export interface LoadedModel extends Pick<ModelFolder, 'modelFile' | 'pooling'> {
  readonly runtime: OnnxRuntime;
  readonly session: OnnxSession;
  readonly padId: number;
}

/** What sentence-transformers exports beside the tokens: pooled by the model itself. */
const POOLED_OUTPUT = 'sentence_embedding';
/** One number a text, of a model with a head. */
const LEVEL_OUTPUT = 'logits';
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings'];

/** One vector of norm 1 for each text, given as token numbers, or the one number of a model with a head. Throws ModelError when the model does not give that. */
export async function runBatch(
  model: LoadedModel,
  batch: readonly (readonly number[])[],
): Promise<number[][]> {
  const { modelFile, runtime, session, padId } = model;
  const width = Math.max(1, ...batch.map((ids) => ids.length));
  const tensor = (valueAt: (ids: readonly number[], token: number) => number) => {
    const values = new BigInt64Array(batch.length * width);
    batch.forEach((ids, row) => {
      for (let token = 0; token < width; token++) values[row * width + token] = BigInt(valueAt(ids, token));
    });
    return new runtime.Tensor('int64', values, [batch.length, width]);
  };
  const inputs: Record<string, unknown> = {
    input_ids: tensor((ids, token) => ids[token] ?? padId),
    attention_mask: tensor((ids, token) => (token < ids.length ? 1 : 0)),
    token_type_ids: tensor(() => 0),
  };
  const taken = Object.fromEntries(session.inputNames.map((name) => [name, inputs[name]]));
  let outputs: Readonly<Record<string, OnnxOutput>>;
  try {
    outputs = await session.run(taken);
  } catch (cause) {
    throw new ModelError(`向量模型 ${modelFile} 未能计算 ${batch.length} 段文本的向量`, {
      cause,
      reason: 'unusable',
    });
  }
  const pooled = outputs[POOLED_OUTPUT];
  if (pooled !== undefined) return splitRows(modelFile, pooled, batch.length);
  const tokens = TOKEN_OUTPUTS.find((output) => session.outputNames.includes(output));
  const level = outputs[LEVEL_OUTPUT];
  if (tokens === undefined && level !== undefined) return readLevels(modelFile, level, batch.length);
  const name = tokens ?? session.outputNames[0];
  const { values, dims } = readFloats(modelFile, outputs[name ?? '']);
  if (dims.length !== 3 || dims[0] !== batch.length || dims[1] !== width) throw misshapen(modelFile);
  const lengths = batch.map((ids) => ids.length);
  return poolTokens({ values, width, dimension: dims[2]! }, lengths, model.pooling);
}

function readLevels(modelFile: string, output: OnnxOutput, rows: number): number[][] {
  const { values } = readFloats(modelFile, output);
  if (values.length !== rows) throw misshapen(modelFile);
  return Array.from(values, (value) => [value]);
}

function splitRows(modelFile: string, output: OnnxOutput, rows: number): number[][] {
  const { values, dims } = readFloats(modelFile, output);
  if (dims.length !== 2 || dims[0] !== rows) throw misshapen(modelFile);
  const dimension = dims[1]!;
  return Array.from({ length: rows }, (_, row) =>
    normalize(Float64Array.from(values.subarray(row * dimension, (row + 1) * dimension))),
  );
}

function readFloats(modelFile: string, output: OnnxOutput | undefined) {
  if (!(output?.data instanceof Float32Array)) throw misshapen(modelFile);
  return { values: output.data, dims: output.dims };
}

function misshapen(modelFile: string): ModelError {
  return new ModelError(`向量模型 ${modelFile} 的输出不是每个词元或每段文本一个 32 位浮点向量`, {
    reason: 'unusable',
  });
}
