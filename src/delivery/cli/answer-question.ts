import type { AppContext } from '../../app-context.ts';
import type { Caller } from '../../assistant/ports/assistant.ts';
import type { AskArguments } from './ask-arguments.ts';
import { renderAnswer } from './render-answer.ts';

/** Conversations of the terminal are kept apart from those over HTTP. */
const TERMINAL: Caller = { owner: { keyId: 'cli', endUser: null }, visibility: 'all' };

/** What `ask` prints: the answer as one line of JSON, or as text. */
export async function answerQuestion(
  { assistant }: Pick<AppContext, 'assistant'>,
  { question, conversationId, json }: AskArguments,
): Promise<string> {
  const answer = await assistant.answer(
    { message: question, ...(conversationId !== null && { conversationId }) },
    TERMINAL,
  );
  return json ? `${JSON.stringify(answer)}\n` : renderAnswer(answer);
}
