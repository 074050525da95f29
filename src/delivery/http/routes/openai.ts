import { type Response, Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { AnswerEvent, AskRequest } from '../../../domain/answer.ts';
import { logProblem, refuseOtherMethods } from '../answer-problems.ts';
import { askAssistant } from '../ask-assistant.ts';
import { describeProblem, toHttpProblem } from '../describe-problem.ts';
import { HttpProblem } from '../http-problem.ts';
import { addOpenAiError } from '../openai-error.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { requestIdOf } from '../request-log.ts';
import { ChatCompletionRequest } from '../schemas/chat-completion-request.ts';
import { openEventStream } from '../server-sent-events.ts';
import { MODEL, MODEL_ID, viewChatCompletion } from '../views/chat-completion.ts';
import { viewFirstChunk, viewLastChunks, viewTextChunk } from '../views/chat-completion-chunks.ts';

/** Clients send the whole conversation each time, answers with their footnotes included. */
const BODY_FACTOR = 16;
const MOST_BODY_BYTES = 10 * 1024 * 1024;

/** The same answers in the shape of OpenAI's chat completions. */
export function openAiRoutes(ctx: AppContext): Router {
  const router = Router();
  const maxBytes = Math.min(ctx.config.maxBodyBytes * BODY_FACTOR, MOST_BODY_BYTES);
  router
    .route('/v1/chat/completions')
    .post(...readJsonBody(maxBytes), async (request, response) => {
      const completion = parseRequest(ChatCompletionRequest, request.body);
      requireKnownModel(completion.model);
      const question = toAskRequest(completion);
      if (completion.stream) {
        await streamCompletion(ctx, response, question, completion.stream_options?.include_usage === true);
        return;
      }
      const answer = await askAssistant(ctx, response, question);
      response.json(viewChatCompletion(answer, { created: nowInSeconds(), publicUrl: ctx.config.publicUrl }));
    })
    .all(refuseOtherMethods('POST'));
  router
    .route('/v1/models')
    .get((_request, response) => {
      response.json({ object: 'list', data: [MODEL] });
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/v1/models/:model')
    .get((request, response) => {
      requireKnownModel(request.params.model);
      response.json(MODEL);
    })
    .all(refuseOtherMethods('GET'));
  return router;
}

function requireKnownModel(model: string): void {
  if (model === MODEL_ID) return;
  const detail = `没有名为“${model}”的模型，本服务只有 ${MODEL_ID}。`;
  throw new HttpProblem('model-not-found', { detail, fields: [{ field: 'model', message: detail }] });
}

/** The client keeps the conversation, so there is always a history, if an empty one. */
function toAskRequest({ messages, tiaowen }: ChatCompletionRequest): AskRequest {
  const { filters, context } = tiaowen ?? {};
  return {
    message: messages.question,
    history: messages.history,
    ...(filters && { filters }),
    ...(context && { context }),
  };
}

/** Text as it comes, then the footnotes; an error once something was sent is an event, and nothing follows it. */
async function streamCompletion(
  ctx: AppContext,
  response: Response,
  question: AskRequest,
  includeUsage: boolean,
): Promise<void> {
  const stream = openEventStream(response);
  const send = (data: object) => stream.sendData(JSON.stringify(data));
  let isOver = false;
  let head = { messageId: '', created: nowInSeconds(), includeUsage };
  const onEvent = (event: AnswerEvent) => {
    if (isOver) return;
    if (event.type === 'answer-start') {
      head = { ...head, messageId: event.messageId };
      send(viewFirstChunk(head));
    } else if (event.type === 'answer-delta') {
      send(viewTextChunk(head, event.text));
    }
  };
  try {
    const answer = await askAssistant(ctx, response, question, { onEvent });
    viewLastChunks(head, answer, { publicUrl: ctx.config.publicUrl }).forEach(send);
    stream.sendData('[DONE]');
  } catch (error) {
    if (!stream.hasBegun) throw error;
    const problem = toHttpProblem(error);
    const requestId = requestIdOf(response);
    if (!response.destroyed) logProblem(ctx.logger, problem, requestId);
    send(addOpenAiError(describeProblem(problem, requestId)));
  } finally {
    isOver = true;
    if (stream.hasBegun) stream.end();
  }
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
