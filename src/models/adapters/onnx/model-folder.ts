import { createHash, type Hash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ConfigError } from '../../../domain/errors/config-error.ts';

/** A folder as models are published on Hugging Face. */
export interface ModelFolder {
  readonly modelFile: string;
  readonly tokenizer: object;
  readonly tokenizerConfig: object;
  readonly padToken: string;
  /** Most tokens of one text, those that open and close it included. */
  readonly maxTokens: number;
  /** Which vector stands for the text: the mean of its tokens, or its first token. */
  readonly pooling: 'mean' | 'first';
  /** Length of the vectors, where the folder says so; else null. */
  readonly dimension: number | null;
  /** Of everything that decides about the vectors, as hex. Reads the model whole: a second for 500 MB. */
  fingerprint(): string;
}

const MODEL_FILES = ['onnx/model.onnx', 'model.onnx'];
const TOKENIZER_FILE = 'tokenizer.json';
const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json';
/** Written by sentence-transformers. */
const POOLING_FILE = '1_Pooling/config.json';
const DEFAULT_MAX_TOKENS = 512;
/** Tokenizers without a limit of their own say 1e30. */
const LARGEST_MAX_TOKENS = 32_768;

const TokenizerConfig = z.looseObject({
  model_max_length: z.number().optional(),
  pad_token: z.union([z.string(), z.looseObject({ content: z.string() })]).nullish(),
});
const PoolingConfig = z.looseObject({
  pooling_mode_cls_token: z.boolean().optional(),
  word_embedding_dimension: z.int().min(1).optional(),
});

/**
 * Reads all but the model itself: `onnx/model.onnx` or `model.onnx`, `tokenizer.json`, and where they exist
 * `tokenizer_config.json` and `1_Pooling/config.json`. Throws ConfigError, naming `setting`, when a file is missing or unreadable.
 */
export function readModelFolder(folder: string, setting = 'EMBEDDING_MODEL_DIR'): ModelFolder {
  const modelFile = MODEL_FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (modelFile === undefined) {
    throw new ConfigError(`${setting}：${folder} 中没有 ${MODEL_FILES.join(' 或 ')}`);
  }
  const tokenizer = readJson(folder, TOKENIZER_FILE, z.looseObject({}), setting);
  if (tokenizer === null) throw new ConfigError(`${setting}：${folder} 中没有 ${TOKENIZER_FILE}`);
  const tokenizerConfig = readJson(folder, TOKENIZER_CONFIG_FILE, TokenizerConfig, setting) ?? {};
  const pooling = readJson(folder, POOLING_FILE, PoolingConfig, setting);
  const limit = tokenizerConfig.model_max_length ?? Number.POSITIVE_INFINITY;
  const pad = tokenizerConfig.pad_token ?? '[PAD]';
  return {
    modelFile,
    tokenizer,
    tokenizerConfig,
    padToken: typeof pad === 'string' ? pad : pad.content,
    maxTokens: limit >= 2 && limit <= LARGEST_MAX_TOKENS ? Math.floor(limit) : DEFAULT_MAX_TOKENS,
    pooling: pooling?.pooling_mode_cls_token === true ? 'first' : 'mean',
    dimension: pooling?.word_embedding_dimension ?? null,
    fingerprint: () =>
      hashFiles([
        modelFile,
        // Weights beyond 2 GB stand beside the model.
        `${modelFile}_data`,
        `${modelFile}.data`,
        ...[TOKENIZER_FILE, TOKENIZER_CONFIG_FILE, POOLING_FILE].map((name) => join(folder, name)),
      ]),
  };
}

/** Null when there is no such file. */
function readJson<T>(folder: string, name: string, schema: z.ZodType<T>, setting: string): T | null {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new ConfigError(`${setting}：无法读取 ${path}`, { cause });
  }
}

/** Files that do not exist count as empty; each is told from the next by its length. */
function hashFiles(paths: readonly string[]): string {
  const total = createHash('sha256');
  for (const path of paths) {
    const hash = createHash('sha256');
    if (existsSync(path)) hashFile(path, hash);
    total.update(hash.digest());
  }
  return total.digest('hex');
}

function hashFile(path: string, hash: Hash): void {
  const chunk = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const length = readSync(file, chunk);
      if (length === 0) return;
      hash.update(chunk.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
}
