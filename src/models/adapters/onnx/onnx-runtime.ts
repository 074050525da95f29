import { createRequire } from 'node:module';
import { ConfigError } from '../../../domain/errors/config-error.ts';

/** What is used of `onnxruntime-node` and `@huggingface/tokenizers`, which are optional: an installation goes on without them. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(file: string, options: OnnxSessionOptions): Promise<OnnxSession> };
  readonly Tensor: new (type: 'int64', values: BigInt64Array, shape: readonly number[]) => unknown;
  readonly Tokenizer: new (tokenizer: object, config: object) => TextTokenizer;
}

export interface OnnxSessionOptions {
  readonly intraOpNumThreads: number;
  readonly extra: { readonly session: Readonly<Record<string, string>> };
}

export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, OnnxOutput>>>;
}

export interface OnnxOutput {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

export interface TextTokenizer {
  encode(text: string, options?: { readonly text_pair?: string }): { readonly ids: readonly number[] };
  token_to_id(token: string): number | undefined;
}

const PACKAGES = ['onnxruntime-node', '@huggingface/tokenizers'] as const;
const INSTALL = 'npm ci';

/**
 * Looks for the two packages from the file `from` upwards (path or URL; default this program), and returns what loads them.
 * Throws ConfigError, naming the command that installs them, when one is missing.
 */
export function findOnnxRuntime(
  from: string = import.meta.url,
  setting = 'EMBEDDINGS=onnx',
): () => OnnxRuntime {
  const load = createRequire(from);
  const missing = PACKAGES.filter((name) => !canResolve(load, name));
  if (missing.length > 0) {
    throw new ConfigError(
      `${setting} 还需要 ${missing.join('、')}，现在没有装上（它们是可选依赖）。请在程序文件夹中重新运行 ${INSTALL}。`,
    );
  }
  return () => {
    try {
      return { ...load(PACKAGES[0]), ...load(PACKAGES[1]) } as OnnxRuntime;
    } catch (cause) {
      throw new ConfigError(`无法载入 ${PACKAGES.join('、')}。请重新运行 ${INSTALL}。`, { cause });
    }
  };
}

function canResolve(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(name);
    return true;
  } catch {
    return false;
  }
}
