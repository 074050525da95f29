import { ConfigError } from '../domain/errors/config-error.ts';
import { createOnnxReader } from './adapters/onnx/create-onnx-reader.ts';
import { readModelFolder } from './adapters/onnx/model-folder.ts';
import { findOnnxRuntime } from './adapters/onnx/onnx-runtime.ts';
import { openModelThread } from './adapters/onnx/thread/open-model-thread.ts';
import type { Reader } from './ports/reader.ts';
import { limitReading, type ReadingLimits } from './resilience/limit-reading.ts';

/** Which reader to use; the caller has read the environment. */
export interface ReaderConfig {
  /** `auto`: the model of the folder where it can be run, none otherwise; `off`: none. */
  readonly kind: 'auto' | 'onnx' | 'off';
  readonly modelDir: string;
  /** See `findOnnxRuntime`; default this program. */
  readonly runtimeFrom?: string;
}

/** The configured reader, or null. Throws ConfigError where one was asked for and cannot be run. */
export function createReader(config: ReaderConfig, limits?: ReadingLimits): Reader | null {
  const { kind, modelDir, runtimeFrom } = config;
  if (kind === 'off') return null;
  const missing = missingForReader(config);
  if (missing !== null && kind === 'auto') return null;
  if (missing !== null) throw new ConfigError(missing);
  const thread = openModelThread({ modelDir, ...(runtimeFrom !== undefined && { runtimeFrom }) });
  return limitReading(
    createOnnxReader(thread, () => readModelFolder(modelDir).fingerprint()),
    limits,
  );
}

/** For people: which file or package a reader lacks on this machine; null where it can be run. */
export function missingForReader({ modelDir, runtimeFrom }: Omit<ReaderConfig, 'kind'>): string | null {
  try {
    readModelFolder(modelDir, 'READER_MODEL_DIR');
    findOnnxRuntime(runtimeFrom, 'READER');
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
