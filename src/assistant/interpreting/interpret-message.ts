import { ModelError } from '../../domain/errors/model-error.ts';
import { Query } from '../../domain/query.ts';
import type { ChatModel } from '../../models/ports/chat-model.ts';
import type { RememberedReading } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import { fenced, readPrompt } from '../prose/read-prompt.ts';
import { describeWorld, resolveDocuments, type World } from './describe-world.ts';
import {
  INTERPRETATION_SCHEMA,
  type InterpretationReply,
  type InterpretedAsk,
  readReply,
} from './interpretation.ts';
import { bringsHistory, keepsWords, type Said, wasSaid } from './said-words.ts';

export interface InterpretationRequest {
  /** The message as the rules normalised it. */
  readonly message: string;
  readonly previous: RememberedReading | null;
  /** What the message is read against. */
  readonly context: AnswerContext;
  readonly payer: string;
  readonly signal?: AbortSignal;
}

/**
 * What a message asks, as a model reads it and code has checked it. Empty where that is no more than rules read, or loses or adds a name,
 * year, figure or role. Null where the model fails or is late.
 */
export type InterpretMessage = (request: InterpretationRequest) => Promise<readonly InterpretedAsk[] | null>;

const MOST_TOKENS = 800;

/** Asks `model`; after `longestWaitMs` the rules' reading serves. */
export function createInterpreter(model: ChatModel, longestWaitMs = 10_000): InterpretMessage {
  const prompt = readPrompt('interpret-message');
  return async ({ message, previous, context, payer, signal }) => {
    const { documentIds, ...world } = await describeWorld(message, previous, context);
    const inputs = Object.entries({ ...world, message, today: context.asOf });
    const limit = AbortSignal.timeout(longestWaitMs);
    let reply = '';
    try {
      const chunks = model.stream({
        messages: prompt.fill(Object.fromEntries(inputs.map(([name, text]) => [name, fenced(text)]))),
        schema: INTERPRETATION_SCHEMA,
        maxOutputTokens: MOST_TOKENS,
        payer,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      for await (const chunk of chunks) reply += chunk.text;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ModelError || limit.aborted) return null;
      throw error;
    }
    const read = readReply(reply);
    const { history, documents: titles } = world;
    const said = { message, history, titles, questionBefore: previous?.reading.resolvedQuestion ?? '' };
    return read === null ? [] : checkAsks(read, said, { documentIds }, context);
  };
}

function checkAsks(
  { asks: read }: InterpretationReply,
  said: Said,
  { documentIds }: Pick<World, 'documentIds'>,
  context: AnswerContext,
): readonly InterpretedAsk[] {
  const asks = read.map(({ question, query }) => ({
    question,
    query: query ? (Query.safeParse(resolveDocuments(query, documentIds)).data ?? null) : null,
  }));
  if (!keepsWords(asks, said, context)) return [];
  const checked = asks.map(({ question, query }) => ({
    question,
    query: query && wasSaid(query, question, said, context) ? query : null,
  }));
  const [only, ...others] = checked;
  if (others.length > 0 || only!.query) return checked;
  // One question without a query is worth reading again only where it says what the message leaves out.
  return said.history !== '' && bringsHistory(only!.question, said) ? checked : [];
}
