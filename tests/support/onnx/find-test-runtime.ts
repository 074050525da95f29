import { findOnnxRuntime } from '../../../src/models/adapters/onnx/onnx-runtime.ts';

/** Where tests find the packages that run ONNX models, or why they cannot. */
export type TestRuntime = { readonly runtimeFrom: string | undefined } | { readonly missing: string };

/** Prints why the tests that need them are skipped. */
export function findTestRuntime(): TestRuntime {
  try {
    findOnnxRuntime();
    return { runtimeFrom: undefined };
  } catch {
    const missing = 'onnxruntime-node and @huggingface/tokenizers, optional dependencies, are not installed';
    process.stderr.write(`Tests of a real ONNX model are skipped: ${missing}\n`);
    return { missing };
  }
}
