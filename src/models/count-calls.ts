import type { ChatModel } from './ports/chat-model.ts';

/**
 * The same model, and how many of its calls are open: waiting for their turn, for the service, or for the rest of a reply.
 * `onCall` is told when one begins.
 */
export function countCalls(
  model: ChatModel,
  onCall: () => void = () => undefined,
): { readonly model: ChatModel; readonly open: () => number } {
  let open = 0;
  return {
    open: () => open,
    model: {
      id: model.id,
      async *stream(request) {
        open++;
        onCall();
        try {
          yield* model.stream(request);
        } finally {
          open--;
        }
      },
    },
  };
}
