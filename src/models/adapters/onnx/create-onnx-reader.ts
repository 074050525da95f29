import type { Reader } from '../../ports/reader.ts';
import type { ModelThread } from './thread/open-model-thread.ts';

/** Longer questions and passages tell a reader of their kind no more. */
const LONGEST_QUESTION = 80;
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
      return levels.map(([level]) => level!);
    },
    close: () => thread.close(),
  };
}
