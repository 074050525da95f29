import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { Answer, AnswerEvent } from '../../../domain/answer.ts';
import { logProblem, refuseOtherMethods } from '../answer-problems.ts';
import { askAssistant } from '../ask-assistant.ts';
import { describeProblem, toHttpProblem } from '../describe-problem.ts';
import { readIdempotencyKey } from '../idempotency-key.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { requestIdOf } from '../request-log.ts';
import { ChatRequest } from '../schemas/chat-request.ts';
import { openEventStream } from '../server-sent-events.ts';

export function chatRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/chat')
    .post(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      if (wantsStream(request)) await streamAnswer(ctx, request, response);
      else response.json(await answer(ctx, request, response));
    })
    .all(refuseOtherMethods('POST'));
  return router;
}

/** How a query without a message stands in its conversation. */
const QUERY_NAME = '按条件查询';

function wantsStream(request: Request): boolean {
  return request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream';
}

async function answer(
  ctx: AppContext,
  request: Request,
  response: Response,
  onEvent?: (event: AnswerEvent) => void,
): Promise<Answer> {
  const requestKey = readIdempotencyKey(request);
  const { message = QUERY_NAME, ...rest } = parseRequest(ChatRequest, request.body);
  return await askAssistant(
    ctx,
    response,
    { message, ...rest },
    {
      ...(onEvent && { onEvent }),
      ...(requestKey !== null && { requestKey }),
    },
  );
}

/** The same answer as JSON, told as it comes; `answer-end` carries it whole. */
async function streamAnswer(ctx: AppContext, request: Request, response: Response): Promise<void> {
  const stream = openEventStream(response);
  let isOver = false;
  const onEvent = (event: AnswerEvent) => {
    if (isOver) return;
    if (event.type === 'answer-start' || event.type === 'answer-delta') {
      const { type, ...data } = event;
      stream.send(type, data);
    } else if (event.type === 'citation-added') {
      stream.send(event.type, event.citation);
    }
  };
  try {
    stream.send('answer-end', await answer(ctx, request, response, onEvent));
  } catch (error) {
    if (!stream.hasBegun) throw error;
    const problem = toHttpProblem(error);
    const requestId = requestIdOf(response);
    if (!response.destroyed) logProblem(ctx.logger, problem, requestId);
    stream.send('answer-error', describeProblem(problem, requestId));
  } finally {
    isOver = true;
    if (stream.hasBegun) stream.end();
  }
}
