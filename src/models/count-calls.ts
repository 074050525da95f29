import type { ChatModel } from './ports/chat-model.ts';

/** The same model, and how many of its calls are open: waiting for their turn, for the service, or for the rest of a reply. */
export function countCalls(model: ChatModel): { readonly model: ChatModel; readonly open: () => number } {
  let open = 0;
  return {
    open: () => open,
    model: {
      id: model.id,
      async *stream(request) {
        open++;
        try {
          yield* model.stream(request);
        } finally {
          open--;
        }
      },
    },
  };
}
