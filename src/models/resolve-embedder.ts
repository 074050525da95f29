import { ConfigError } from '../domain/errors/config-error.ts';
import { readModelFolder } from './adapters/onnx/model-folder.ts';
import { findOnnxRuntime } from './adapters/onnx/onnx-runtime.ts';
import type { OnnxConfig } from './sources/onnx-source.ts';

/** What `auto` comes to on this machine. */
export interface ResolvedEmbedder {
  readonly kind: 'local' | 'openai' | 'onnx';
  /** For people: why `auto` is not onnx; null where it is, and for every other kind. */
  readonly missing: string | null;
}

type Choice = { readonly kind: 'local' | 'openai' } | ({ readonly kind: 'onnx' | 'auto' } & OnnxConfig);

/** `auto` is onnx where the model's files and the packages that run it are there, and local otherwise. */
export function resolveEmbedder(config: Choice): ResolvedEmbedder {
  if (config.kind !== 'auto') return { kind: config.kind, missing: null };
  try {
    readModelFolder(config.modelDir);
    findOnnxRuntime(config.runtimeFrom);
    return { kind: 'onnx', missing: null };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { kind: 'local', missing: error.message };
  }
}
