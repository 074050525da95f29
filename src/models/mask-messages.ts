import { maskPersonalNumbers } from '../language/personal-numbers.ts';
import type { ChatModel } from './ports/chat-model.ts';

/** The same model, to which no number of a person goes out: not of a question, not of a document. */
export function maskMessages(model: ChatModel): ChatModel {
  return {
    id: model.id,
    stream: (request) =>
      model.stream({
        ...request,
        messages: request.messages.map(({ role, content }) => ({
          role,
          content: maskPersonalNumbers(content),
        })),
      }),
  };
}
