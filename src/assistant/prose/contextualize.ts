import { z } from 'zod';
import { ModelError } from '../../domain/errors/model-error.ts';
import type { ChatModel, TokenUsage } from '../../models/ports/chat-model.ts';
import type { RememberedReading } from '../../questions/question-reading.ts';
import type { AnswerContext } from '../answer-context.ts';
import { keepsWords } from './keeps-words.ts';
import { fenced, readPrompt } from './read-prompt.ts';

export interface RewriteRequest {
  readonly message: string;
  readonly previous: RememberedReading;
  /** What the message is read against. */
  readonly context: AnswerContext;
  readonly payer: string;
  readonly signal?: AbortSignal;
}

/** A follow-up made standalone, and what it cost. */
export interface Rewriting {
  readonly question: string;
  readonly usage: TokenUsage | null;
  readonly modelMs: number;
}

/** Makes a follow-up standalone; null where the model fails or loses or adds a name, year, figure or role. */
export type RewriteFollowUp = (request: RewriteRequest) => Promise<Rewriting | null>;

const MOST_TOKENS = 300;

/** Asks `model`; after `longestWaitMs` the rules' reading serves. */
export function createRewriter(model: ChatModel, longestWaitMs = 8000): RewriteFollowUp {
  const prompt = readPrompt('contextualize');
  return async ({ message, previous, context, payer, signal }) => {
    const startedAt = performance.now();
    const history = describeHistory(previous, context);
    const limit = AbortSignal.timeout(longestWaitMs);
    let reply = '';
    let usage: TokenUsage | null = null;
    try {
      const chunks = model.stream({
        messages: prompt.fill({ history: fenced(history), message: fenced(message) }),
        schema: QUESTION_SCHEMA,
        maxOutputTokens: MOST_TOKENS,
        payer,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      for await (const chunk of chunks) {
        reply += chunk.text;
        usage = chunk.usage ?? usage;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ModelError || limit.aborted) return null;
      throw error;
    }
    const question = readQuestion(reply);
    if (question === null || !keepsWords(question, { message, history, context })) return null;
    return { question, usage, modelMs: Math.round(performance.now() - startedAt) };
  };
}

/** What the turn before was about: its question, its units, its documents. Not its answer. */
function describeHistory(previous: RememberedReading, { corpus }: AnswerContext): string {
  const titles = previous.citedDocumentIds.flatMap((id) => corpus.documentById.get(id)?.title ?? []);
  return [
    `问题：${previous.reading.resolvedQuestion}`,
    ...(titles.length > 0 ? [`涉及文件：${titles.map((title) => `《${title}》`).join('、')}`] : []),
    ...(previous.answeredUnits.length > 0 ? [`涉及单位：${previous.answeredUnits.join('、')}`] : []),
  ].join('\n');
}

const Reply = z.object({ question: z.string() });

/** The question of a reply in JSON, between other words too; else its only line. */
function readQuestion(reply: string): string | null {
  const json = /\{[^{}]*\}/u.exec(reply)?.[0];
  let question = json === undefined ? reply.trim() : '';
  if (json !== undefined) {
    try {
      question = Reply.parse(JSON.parse(json)).question.trim();
    } catch {
      return null;
    }
  }
  return question === '' || question.length > 300 || /[\n{}<>]/u.test(question) ? null : question;
}

const QUESTION_SCHEMA = {
  name: 'question',
  schema: {
    type: 'object',
    properties: { question: { type: 'string' } },
    required: ['question'],
    additionalProperties: false,
  },
} as const;
