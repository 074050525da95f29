import type { ClauseIndex, IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { Answer, AnswerEvent, AskRequest, Statement } from '../domain/answer.ts';
import type { Conversation, Turn } from '../domain/conversation.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { EmbedderProvider } from '../models/ports/embedder.ts';
import type { Ask, QuestionReading, RememberedReading } from '../questions/question-reading.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import type { OnStatement } from './cite-statements.ts';
import { answerAsks, composeDrafts } from './compose-answer.ts';
import type { Draft } from './draft.ts';
import type { Assistant, Caller } from './ports/assistant.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import { createPreparation } from './prepare-answer.ts';
import { contentPairs, coverPairs } from './proof/content-pairs.ts';
import type { RewriteFollowUp } from './prose/contextualize.ts';
import type { ProseWriter } from './prose/create-prose-writer.ts';
import { renderPiece, renderPieces } from './render-pieces.ts';

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
  /** Puts answers into a model's words; absent: the clauses' own sentences serve. */
  readonly writer?: ProseWriter | null;
  readonly rewriteFollowUp?: RewriteFollowUp | null;
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
  const { writer = null, rewriteFollowUp = null } = options;

  return {
    async answer(request, caller, { signal, onEvent } = {}) {
      const startedAt = performance.now();
      signal?.throwIfAborted();
      const conversation = await loadConversation(request, caller);
      const snapshot = await options.index.open();
      try {
        const previous =
          request.history === undefined
            ? lastReading(conversation)
            : await readHistory(request.history, request, caller, snapshot);
        const { reading, context, drafts, rewriting } = await understand(
          request,
          caller,
          snapshot,
          previous,
          signal,
        );
        signal?.throwIfAborted();
        const isKeptTurn = request.history === undefined;
        const conversationId = isKeptTurn ? (conversation?.conversationId ?? options.newId()) : '';
        const messageId = options.newId();
        const { resolvedQuestion } = reading;
        onEvent?.({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
        const { modelMs, ...composed } = await composeDrafts(drafts, context, {
          writer,
          payer: caller.owner.keyId,
          ...(signal && { signal }),
          ...(onEvent && { onStatement: tellStatements(onEvent) }),
        });
        signal?.throwIfAborted();
        const answer: Answer = {
          conversationId,
          messageId,
          indexVersion: snapshot.version,
          resolvedQuestion,
          answer: renderPieces(composed.statements).join(''),
          ...composed,
          timings: {
            totalMs: Math.round(performance.now() - startedAt),
            retrievalMs: Math.round(context.spent.retrievalMs),
            modelMs: modelMs + (rewriting?.modelMs ?? 0),
          },
        };
        const isKept = isKeptTurn && (await remember(request, caller, answer, reading));
        onEvent?.({ type: 'answer-end', answer });
        options.logger?.debug(
          { messageId, isKept, refused: answer.refused, mode: answer.mode, totalMs: answer.timings.totalMs },
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
            await composeDrafts(await answerAsks(context), context);
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

  /**
   * Reads a message by rules and answers it; a follow-up is then read once more as the model makes it standalone, and that
   * reading serves unless it answers less.
   */
  async function understand(
    request: AskRequest,
    caller: Caller,
    snapshot: IndexSnapshot,
    previous: RememberedReading | null,
    signal: AbortSignal | undefined,
  ) {
    const prepared = await prepare(snapshot, request, caller.visibility, previous);
    const byRules = { ...prepared, drafts: await answerAsks(prepared.context), rewriting: null };
    const { isFollowUp, kind } = prepared.reading;
    if (!rewriteFollowUp || !previous || (!isFollowUp && kind !== 'unclear')) return byRules;
    const rewriting = await rewriteFollowUp({
      message: prepared.reading.question,
      previous,
      context: prepared.context,
      payer: caller.owner.keyId,
      ...(signal && { signal }),
    });
    if (!rewriting) return byRules;
    const standalone = { ...request, message: rewriting.question };
    const again = await prepare(snapshot, standalone, caller.visibility, null);
    if (!asksAlike(again.reading, prepared.reading)) return { ...byRules, rewriting };
    const drafts = await answerAsks(again.context);
    const answersLess = !hasAnswer(drafts) && hasAnswer(byRules.drafts);
    return answersLess ? { ...byRules, rewriting } : { ...again, drafts, rewriting };
  }

  /** What earlier messages leave for this one, read and answered as turns are; nothing of it is remembered. */
  async function readHistory(
    messages: readonly string[],
    request: AskRequest,
    caller: Caller,
    snapshot: IndexSnapshot,
  ): Promise<RememberedReading | null> {
    let previous: RememberedReading | null = null;
    for (const message of messages) {
      const { reading, context } = await prepare(
        snapshot,
        { ...request, message },
        caller.visibility,
        previous,
      );
      if (!isQuestion(reading)) continue;
      previous = rememberedOf(reading, await composeDrafts(await answerAsks(context), context));
    }
    return previous;
  }

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
    reading: QuestionReading,
  ): Promise<boolean> {
    const remembered = rememberedOf(reading, answer);
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

/** What a turn leaves for the next one. */
function rememberedOf(
  reading: QuestionReading,
  { citations, responsibleUnits }: Pick<Answer, 'citations' | 'responsibleUnits'>,
): RememberedReading {
  return {
    reading,
    citedClauseIds: citations.map((citation) => citation.clauseId),
    citedDocumentIds: [...new Set(citations.map((citation) => citation.documentId))],
    answeredUnits: responsibleUnits.filter((unit) => !unit.collective).map((unit) => unit.name),
  };
}

function hasAnswer(drafts: readonly Draft[]): boolean {
  return drafts.some((draft) => draft.kind === 'answer');
}

/**
 * Whether a rewriting asks what the follow-up asks by the rules: as many things, in the same form, of the same units and roles
 * and, where the follow-up names its own topic, about that alone. One that keeps what the follow-up replaced is none.
 */
function asksAlike(rewritten: QuestionReading, original: QuestionReading): boolean {
  if (original.kind !== 'question') return rewritten.kind === 'question';
  return (
    rewritten.asks.length === original.asks.length &&
    rewritten.asks.every((ask, i) => {
      const asked = original.asks[i]!;
      return (
        ask.form === asked.form &&
        ask.roles.join() === asked.roles.join() &&
        ask.attribute === asked.attribute &&
        unitsOf(ask) === unitsOf(asked) &&
        (original.isBoundToFocus || isOnSameTopic(ask, asked))
      );
    })
  );
}

function unitsOf({ units }: Ask): string {
  return units
    .flatMap(({ mention, names }) => names[0] ?? mention)
    .sort()
    .join();
}

/** Share of a rewriting's topic that may be new: a document's name, a word that makes it readable. */
const NEW_TOPIC = 0.3;

function isOnSameTopic(rewritten: Ask, original: Ask): boolean {
  const own = contentPairs(original.topic.join('，'));
  if (own.size === 0) return true;
  const written = contentPairs(rewritten.topic.join('，'));
  return coverPairs(own, written) === 1 && coverPairs(written, own) >= 1 - NEW_TOPIC;
}

function isQuestion(reading: QuestionReading | undefined): boolean {
  return reading?.kind === 'question' && reading.asks.length > 0;
}

/** The reading to build on: of the last turn that was a question. */
function lastReading(conversation: Conversation | null): RememberedReading | null {
  const turns = conversation?.turns ?? [];
  for (let i = turns.length - 1; i >= 0; i--) {
    const remembered = turns[i]!.reading as RememberedReading | null;
    if (isQuestion(remembered?.reading)) return remembered;
  }
  return null;
}

/** A citation is told before the first piece with its marker; the pieces joined are the answer. */
function tellStatements(onEvent: (event: AnswerEvent) => void): OnStatement {
  let previous: Statement | null = null;
  return (statement, added) => {
    for (const citation of added) onEvent({ type: 'citation-added', citation });
    onEvent({ type: 'answer-delta', text: renderPiece(statement, previous) });
    previous = statement;
  };
}
