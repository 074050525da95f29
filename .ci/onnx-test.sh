#!/usr/bin/env bash
# Runs the tests of local ONNX models with the two packages that are not installed by default. They go into a temporary
# folder outside the checkout, which is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
export ONNXRUNTIME_NODE_INSTALL=skip
npm install --prefix "$packages" --no-audit --no-fund --loglevel=error \
  onnxruntime-node@1.30.0 @huggingface/tokenizers@0.2.0
ONNX_PACKAGES=$packages npx vitest run tests/models/onnx-embedder.test.ts tests/contracts/embedder.onnx.test.ts
