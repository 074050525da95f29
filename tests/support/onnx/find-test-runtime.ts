import { join } from 'node:path';
import { findOnnxRuntime } from '../../../src/models/adapters/onnx/onnx-runtime.ts';

/** Where tests find the packages that run ONNX models, or why they cannot. */
export type TestRuntime = { readonly runtimeFrom: string | undefined } | { readonly missing: string };

/**
 * Looks beside this project, or in the folder that ONNX_PACKAGES names (`.ci/onnx-test.sh`): there they must be. Prints why
 * the tests that need them are skipped.
 */
export function findTestRuntime(): TestRuntime {
  const folder = process.env.ONNX_PACKAGES;
  const runtimeFrom = folder ? join(folder, 'package.json') : undefined;
  try {
    findOnnxRuntime(runtimeFrom);
    return { runtimeFrom };
  } catch (error) {
    if (folder) throw error;
    const missing =
      'onnxruntime-node and @huggingface/tokenizers are not installed; .ci/onnx-test.sh runs with them';
    process.stderr.write(`Tests of a real ONNX model are skipped: ${missing}\n`);
    return { missing };
  }
}
