import { ModelError } from '../../../domain/errors/model-error.ts';
import type { Reader } from '../../ports/reader.ts';
import type { ModelThread } from './thread/open-model-thread.ts';

/** What it was trained with; a pair is cut at the tokens that the model's folder says. */
const LONGEST_QUESTION = 60;
const LONGEST_PASSAGE = 160;

/** A reader in a thread of its own, tuned on pairs written as `query: …` and `passage: …`; no text leaves this machine. */
export function createOnnxReader(thread: ModelThread, fingerprint: () => string): Reader {
  let id: string | undefined;
  return {
    get id() {
      id ??= `onnx-reader-v1-${fingerprint().slice(0, 16)}`;
      return id;
    },
    async read(question, passages) {
      const first = `query: ${question.slice(0, LONGEST_QUESTION)}`;
      const pairs = passages.map(
        (passage) => [first, `passage: ${passage.slice(0, LONGEST_PASSAGE)}`] as const,
      );
      const levels = await thread.embed(pairs, { isUrgent: true });
      if (levels.some(({ length }) => length !== 1))
        throw new ModelError('精读模型的输出不是每对文本一个数', { reason: 'unusable' });
      return levels.map(([level]) => level!);
    },
    close: () => thread.close(),
  };
}
