import type { ClauseIndex } from '../clause-index/ports/index-snapshot.ts';
import type { Answer, AnswerEvent, AskRequest } from '../domain/answer.ts';
import type { Conversation, Turn } from '../domain/conversation.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { EmbedderProvider } from '../models/ports/embedder.ts';
import type { RememberedReading } from '../questions/question-reading.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import { composeAnswer } from './compose-answer.ts';
import type { Assistant, Caller } from './ports/assistant.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import { createPreparation } from './prepare-answer.ts';
import { renderPieces } from './render-pieces.ts';

/** Logger of the assistant's room; a pino logger fits. */
export interface AssistantLogger {
  debug(fields: object, message: string): void;
}

export interface AssistantOptions {
  readonly index: ClauseIndex;
  readonly embedders: EmbedderProvider;
  readonly conversations: ConversationStore;
  readonly unitDirectory: UnitDirectory;
  readonly clock: () => Date;
  /** Unguessable ids for conversations and messages. */
  readonly newId: () => string;
  readonly logger?: AssistantLogger;
}

/** One for each way an answer is made: a topic with a slip of the pen, a list of a body's tasks, a figure. */
const WARM_UP_QUESTIONS = ['粮食储备库维休由谁牵头？', '市粮食局有哪些任务？', '粮食储备要达到多少万吨？'];

/** An assistant that can be made ready before the first question. */
export interface WarmAssistant extends Assistant {
  /** Answers questions of its own, which nobody sees and nothing remembers. A failure is logged; it never throws. */
  warmUp(): Promise<void>;
}

/**
 * The answer pipeline: read the question with what the turn before left → search → decide → compose → verify citations
 * → render → remember. Works without any model; every statement rests on a clause.
 */
export function createAssistant(options: AssistantOptions): WarmAssistant {
  const prepare = createPreparation(options);

  return {
    async answer(request, caller, { signal, onEvent } = {}) {
      const startedAt = performance.now();
      signal?.throwIfAborted();
      const conversation = await loadConversation(request, caller);
      const snapshot = await options.index.open();
      try {
        const { reading, context } = await prepare(
          snapshot,
          request,
          caller.visibility,
          lastReading(conversation),
        );
        signal?.throwIfAborted();
        const composed = await composeAnswer(context);
        signal?.throwIfAborted();
        const answer: Answer = {
          conversationId: conversation?.conversationId ?? options.newId(),
          messageId: options.newId(),
          indexVersion: snapshot.version,
          resolvedQuestion: reading.resolvedQuestion,
          answer: renderPieces(composed.statements).join(''),
          ...composed,
          mode: 'extractive',
          timings: {
            totalMs: Math.round(performance.now() - startedAt),
            retrievalMs: Math.round(context.spent.retrievalMs),
            modelMs: 0,
          },
        };
        const isKept = await remember(request, caller, answer, reading);
        emit(answer, onEvent);
        options.logger?.debug(
          { messageId: answer.messageId, isKept, refused: answer.refused, totalMs: answer.timings.totalMs },
          'answered',
        );
        return answer;
      } finally {
        snapshot.release();
      }
    },

    async warmUp() {
      const startedAt = performance.now();
      try {
        const snapshot = await options.index.open();
        try {
          for (const message of WARM_UP_QUESTIONS) {
            const { context } = await prepare(snapshot, { message }, 'all', null);
            await composeAnswer(context);
          }
        } finally {
          snapshot.release();
        }
        options.logger?.debug({ ms: Math.round(performance.now() - startedAt) }, 'warmed up');
      } catch (error) {
        options.logger?.debug({ err: error }, 'not warmed up');
      }
    },
  };

  async function loadConversation(request: AskRequest, caller: Caller): Promise<Conversation | null> {
    if (request.conversationId === undefined) return null;
    const conversation = await options.conversations.get(request.conversationId, caller.owner);
    if (conversation === null) throw new NotFoundError(`没有这个对话：${request.conversationId}`);
    return conversation;
  }

  /** False where the conversation was deleted meanwhile: the answer is given, and nothing is kept. */
  async function remember(
    request: AskRequest,
    caller: Caller,
    answer: Answer,
    reading: RememberedReading['reading'],
  ): Promise<boolean> {
    const remembered: RememberedReading = {
      reading,
      citedClauseIds: answer.citations.map((citation) => citation.clauseId),
      citedDocumentIds: [...new Set(answer.citations.map((citation) => citation.documentId))],
      answeredUnits: answer.responsibleUnits.filter((unit) => !unit.collective).map((unit) => unit.name),
    };
    const turn: Turn = {
      messageId: answer.messageId,
      askedAt: options.clock().toISOString(),
      question: request.message,
      answer,
      reading: remembered,
    };
    return await options.conversations.appendTurn(answer.conversationId, caller.owner, turn, {
      create: request.conversationId === undefined,
    });
  }
}

/** The reading to build on: of the last turn that was a question. */
function lastReading(conversation: Conversation | null): RememberedReading | null {
  const turns = conversation?.turns ?? [];
  for (let i = turns.length - 1; i >= 0; i--) {
    const remembered = turns[i]!.reading as RememberedReading | null;
    if (remembered?.reading?.kind === 'question' && remembered.reading.asks.length > 0) return remembered;
  }
  return null;
}

/** A citation comes before the first piece with its marker; the pieces joined are the answer. */
function emit(answer: Answer, onEvent: ((event: AnswerEvent) => void) | undefined): void {
  if (!onEvent) return;
  onEvent({
    type: 'answer-start',
    conversationId: answer.conversationId,
    messageId: answer.messageId,
    resolvedQuestion: answer.resolvedQuestion,
  });
  const sent = new Set<number>();
  renderPieces(answer.statements).forEach((text, i) => {
    for (const marker of answer.statements[i]!.markers) {
      const citation = answer.citations.find((candidate) => candidate.marker === marker);
      if (citation && !sent.has(marker)) onEvent({ type: 'citation-added', citation });
      sent.add(marker);
    }
    onEvent({ type: 'answer-delta', text });
  });
  onEvent({ type: 'answer-end', answer });
}
