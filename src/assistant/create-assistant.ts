import type { ClauseIndex } from '../clause-index/ports/index-snapshot.ts';
import type { Answer, AskRequest, Contact } from '../domain/answer.ts';
import type { Turn } from '../domain/conversation.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import type { EmbedderProvider } from '../models/ports/embedder.ts';
import type { Reader } from '../models/ports/reader.ts';
import type { QuestionReading } from '../questions/question-reading.ts';
import { measureWork } from '../turns/work-budget.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import { citedClausesOf } from './cited-clauses.ts';
import { answerAsks, composeDrafts } from './compose-answer.ts';
import { type Begun, createConversationMemory, NOT_KEPT, withNotice } from './conversation-memory.ts';
import { documentsOfAnswer } from './documents-of-answer.ts';
import { leastConfidence } from './draft.ts';
import type { InterpretMessage } from './interpreting/interpret-message.ts';
import type { PickEvidence } from './picking/pick-evidence.ts';
import type { AnswerOptions, Assistant, Caller } from './ports/assistant.ts';
import type { CitationArchive } from './ports/citation-archive.ts';
import type { ConversationStore, RequestKey } from './ports/conversation-store.ts';
import { createPreparation } from './prepare-answer.ts';
import type { ProseWriter } from './prose/create-prose-writer.ts';
import { renderPieces } from './render-pieces.ts';
import { tellStatements } from './tell-statements.ts';
import { rememberedOf } from './turn-memory.ts';
import { createUnderstanding } from './understand-message.ts';
import { stepsAfter } from './work-limits.ts';

/** Logger of the assistant's room; a pino logger fits. */
export interface AssistantLogger {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface AssistantOptions {
  readonly index: ClauseIndex;
  readonly embedders: EmbedderProvider;
  readonly reader?: Reader | null;
  readonly conversations: Pick<ConversationStore, 'get' | 'appendTurn'>;
  /** Absent: what was cited is not kept. */
  readonly citations?: Pick<CitationArchive, 'keep'>;
  readonly unitDirectory: UnitDirectory;
  readonly clock: () => Date;
  /** Unguessable ids for conversations and messages. */
  readonly newId: () => string;
  readonly logger?: AssistantLogger;
  /** Puts answers into a model's words; absent: the clauses' own sentences serve. */
  readonly writer?: ProseWriter | null;
  /** Reads what rules are not sure of, and what leans on what was said before. */
  readonly interpretMessage?: InterpretMessage | null;
  /** Says which candidates answer, where the judge alone is not sure. */
  readonly pickEvidence?: PickEvidence | null;
  /** Named in refusals. */
  readonly contact?: Contact | null;
}

interface MadeTurn {
  readonly answer: Answer;
  readonly reading: QuestionReading;
  readonly documentIds: readonly string[];
  readonly confidence: number | null;
}

/** One for each way an answer is made: a topic with a slip of the pen, a list of a body's tasks, a figure. */
const WARM_UP_QUESTIONS = ['粮食储备库维休由谁牵头？', '市粮食局有哪些任务？', '粮食储备要达到多少万吨？'];

/** How a turn is made; with `request` it is kept with it, and not at all where that request made a turn already. */
export interface TurnOptions extends Pick<AnswerOptions, 'signal' | 'onEvent'> {
  readonly request?: RequestKey;
}

/** An assistant that can be made ready before the first question. Request keys are for `answerOnce` around it. */
export interface WarmAssistant extends Assistant {
  answer(request: AskRequest, caller: Caller, options?: TurnOptions): Promise<Answer>;
  /** Answers questions of its own, which nobody sees and nothing remembers. A failure is logged; it never throws. */
  warmUp(): Promise<void>;
}

/**
 * The answer pipeline: read the question with what the turn before left → search → decide → compose → verify citations
 * → render → remember. Works without any model; every statement rests on a clause.
 */
export function createAssistant(options: AssistantOptions): WarmAssistant {
  const prepare = createPreparation(options);
  const { writer = null } = options;
  const understanding = createUnderstanding(prepare, options);
  const memory = createConversationMemory(options.conversations, options.logger);

  return {
    async answer(request, caller, { signal, onEvent, request: requestKey } = {}) {
      const startedAt = performance.now();
      signal?.throwIfAborted();
      const begun = await memory.load(request, caller);
      const snapshot = await options.index.open();
      try {
        const message = { request, caller, snapshot, ...(signal && { signal }) };
        const { result: previous, steps } = await measureWork(async () =>
          request.history === undefined
            ? begun.reading
            : await understanding.readHistory(request.history, message),
        );
        const understood = await understanding.read(message, previous, stepsAfter(steps));
        const { reading, context, drafts } = understood;
        signal?.throwIfAborted();
        const isKeptTurn = request.history === undefined;
        const conversationId = isKeptTurn ? (request.conversationId ?? options.newId()) : '';
        const messageId = options.newId();
        const { resolvedQuestion } = reading;
        onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
        const { modelMs, ...composed } = await composeDrafts(drafts, context, {
          writer,
          payer: caller.owner.keyId,
          contact: options.contact ?? null,
          ...(signal && { signal }),
          ...(onEvent && { onStatement: tellStatements(onEvent) }),
        });
        signal?.throwIfAborted();
        const made: Answer = {
          conversationId,
          messageId,
          indexVersion: snapshot.version,
          resolvedQuestion,
          answer: renderPieces(composed.statements).join(''),
          ...composed,
          timings: {
            totalMs: Math.round(performance.now() - startedAt),
            retrievalMs: Math.round(context.spent.retrievalMs),
            embedding: context.spent.embedding,
            reading: context.spent.reading,
            readingMs: Math.round(context.spent.readingMs),
            modelMs: modelMs + understood.modelMs,
          },
        };
        const documentIds = documentsOfAnswer(made, reading, context.corpus.documents);
        const turn = { answer: made, reading, documentIds, confidence: leastConfidence(drafts) };
        const keeping = isKeptTurn ? remember(request, caller, turn, begun, requestKey) : 'nowhere';
        keepCitations(made, context.corpus.documentById);
        const kept = await keeping;
        const answer = kept === 'failed' ? withNotice(made, NOT_KEPT[begun.isRead ? 'new' : 'unread']) : made;
        onEvent?.({ type: 'answer-end', answer });
        options.logger?.debug(
          { messageId, kept, refused: answer.refused, mode: answer.mode, totalMs: answer.timings.totalMs },
          'answered',
        );
        return answer;
      } finally {
        snapshot.release();
      }
    },

    async warmUp() {
      const startedAt = performance.now();
      // Loaded in its own thread meanwhile.
      options.reader?.read('条文', ['条文']).catch(() => undefined);
      try {
        const snapshot = await options.index.open();
        try {
          for (const message of WARM_UP_QUESTIONS) {
            const { context } = await prepare(snapshot, { message }, 'all', null);
            // A model that has to be loaded first is set going by the reading, and not waited for.
            await composeDrafts(await answerAsks({ ...context, embedder: null, reader: null }), context);
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

  /** Beside the answer, which neither waits for it nor fails with it. */
  function keepCitations(answer: Answer, documentById: ReadonlyMap<string, PolicyDocument>): void {
    if (answer.citations.length === 0) return;
    options.citations
      ?.keep(citedClausesOf(answer, options.clock(), documentById))
      .catch((err: unknown) =>
        options.logger?.warn({ err, messageId: answer.messageId }, 'cited clauses were not kept'),
      );
  }

  /** `nowhere` where the conversation was deleted meanwhile, or the request made a turn already. */
  async function remember(
    request: AskRequest,
    caller: Caller,
    { answer, reading, documentIds, confidence }: MadeTurn,
    begun: Begun,
    requestKey: RequestKey | undefined,
  ): Promise<'kept' | 'nowhere' | 'failed'> {
    const turn: Turn = {
      messageId: answer.messageId,
      askedAt: options.clock().toISOString(),
      question: request.message,
      answer,
      reading: rememberedOf(reading, answer),
      documentIds,
      ...(confidence !== null && { confidence: Math.round(confidence * 1000) / 1000 }),
    };
    return await memory.keep(turn, caller, begun, {
      create: request.conversationId === undefined,
      ...(requestKey && { request: requestKey }),
    });
  }
}
