import { parentPort, workerData } from 'node:worker_threads';
import { ModelError } from '../../../../domain/errors/model-error.ts';
import { openOnnxModel } from '../open-onnx-model.ts';
import type { EmbedReply, EmbedRequest, ThreadSettings } from './thread-messages.ts';

/** The thread that `openModelThread` starts: the model lives and computes here, so that it holds nobody up. An entry point. */
const { modelDir, runtimeFrom } = workerData as ThreadSettings;
const model = openOnnxModel(modelDir, runtimeFrom);

let work: Promise<void> = Promise.resolve();

parentPort!.on('message', (request: EmbedRequest | null) => {
  if (request !== null) work = answer(request);
  else void work.then(() => parentPort!.close());
});

async function answer(request: EmbedRequest): Promise<void> {
  let reply: EmbedReply;
  try {
    reply = pack(await model.embed(request.texts));
  } catch (error) {
    const reason = error instanceof ModelError ? error.reason : 'unusable';
    reply = { failure: (error as Error).message, reason };
  }
  parentPort!.postMessage(reply, 'vectors' in reply ? [reply.vectors.buffer as ArrayBuffer] : []);
}

function pack(embedded: readonly number[][]): EmbedReply {
  const dimension = embedded[0]?.length ?? 0;
  const vectors = new Float64Array(embedded.length * dimension);
  embedded.forEach((vector, i) => {
    vectors.set(vector, i * dimension);
  });
  return { dimension, vectors };
}
