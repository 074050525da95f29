import type { Response } from 'express';
import type { AppContext } from '../../app-context.ts';
import type { AnswerOptions } from '../../assistant/ports/assistant.ts';
import type { Answer, AskRequest } from '../../domain/answer.ts';
import { maskPersonalNumbers } from '../../language/personal-numbers.ts';
import { startAnswerDeadline } from './answer-deadline.ts';
import { noteAnswer, noteQuestion } from './audit-requests.ts';
import { callerOf } from './caller.ts';
import { IDEMPOTENCY_REPLAYED } from './idempotency-key.ts';
import { requestIdOf } from './request-log.ts';

/** Asks on behalf of the request that `response` belongs to; stops when its client leaves or the time is over. */
export async function askAssistant(
  ctx: AppContext,
  response: Response,
  question: AskRequest,
  options: Pick<AnswerOptions, 'onEvent' | 'requestKey'> = {},
): Promise<Answer> {
  ctx.logger.debug(
    { requestId: requestIdOf(response), question: maskPersonalNumbers(question.message) },
    'question received',
  );
  noteQuestion(response, question.message);
  const deadline = startAnswerDeadline(response, ctx.config.answerTimeoutMs);
  const answer = await deadline.hold(
    ctx.assistant.answer(question, callerOf(response), {
      signal: deadline.signal,
      ...options,
      onReplay: () => {
        if (!response.headersSent) response.set(IDEMPOTENCY_REPLAYED, 'true');
      },
    }),
  );
  noteAnswer(response, answer);
  return answer;
}
