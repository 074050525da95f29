import { createHash } from 'node:crypto';
import type { Answer, AnswerEvent, AskRequest } from '../domain/answer.ts';
import type { ConversationOwner } from '../domain/conversation.ts';
import { RequestInProgressError } from '../domain/errors/request-in-progress-error.ts';
import { RequestKeyReusedError } from '../domain/errors/request-key-reused-error.ts';
import { StoreError } from '../domain/errors/store-error.ts';
import { withholdHidden } from '../domain/withhold-hidden.ts';
import type { TurnOptions } from './create-assistant.ts';
import type { Assistant, Caller } from './ports/assistant.ts';
import type { ConversationStore } from './ports/conversation-store.ts';
import { renderPieces } from './render-pieces.ts';

/** What makes an answer and keeps it with the request that asked for it. */
export interface TurnMaker {
  answer(request: AskRequest, caller: Caller, options?: TurnOptions): Promise<Answer>;
}

/**
 * An assistant for clients that send a request again when they heard nothing: requests of one owner with the same key make one
 * turn. Throws RequestInProgressError while the first one is being answered in this process, RequestKeyReusedError where another
 * question was asked with the key. Where another process was quicker its turn is the answer. A request that was given up (aborted)
 * before its turn was kept has left nothing, and the next one is answered anew.
 */
export function answerOnce(
  assistant: TurnMaker,
  conversations: Pick<ConversationStore, 'findRequest'>,
): Assistant {
  /** Requests that are being answered here, by owner and key. */
  const open = new Map<string, { readonly fingerprint: string }>();

  return {
    async answer(request, caller, { requestKey, onReplay, ...options } = {}) {
      // Without a turn there is nothing to keep.
      if (requestKey === undefined || request.history !== undefined)
        return await assistant.answer(request, caller, options);
      const { owner } = caller;
      const made = { key: requestKey, fingerprint: fingerprintOf(request) };
      const place = placeOf(owner, requestKey);
      const other = open.get(place);
      if (other) {
        requireSame(other, made);
        throw new RequestInProgressError('a request is being answered with the same key');
      }
      open.set(place, made);
      const leave = () => {
        if (open.get(place) === made) open.delete(place);
      };
      options.signal?.addEventListener('abort', leave, { once: true });
      try {
        const kept = await findKept();
        if (kept) {
          onReplay?.();
          tell(kept, options.onEvent);
          return kept;
        }
        const { onEvent } = options;
        const answer = await assistant.answer(request, caller, {
          ...options,
          request: made,
          ...(onEvent && { onEvent: withoutEnd(onEvent) }),
        });
        const first = await findKept();
        const isFirst = !first || first.messageId === answer.messageId;
        if (!isFirst) onReplay?.();
        const settled = isFirst ? answer : first;
        options.onEvent?.({ type: 'answer-end', answer: settled });
        return settled;
      } finally {
        leave();
        options.signal?.removeEventListener('abort', leave);
      }

      async function findKept(): Promise<Answer | null> {
        // A store that fails knows no turn, and keeps none twice.
        const found = await conversations.findRequest(made.key, owner).catch(orNone);
        if (!found) return null;
        requireSame(found, made);
        return withholdHidden(found.turn, caller.visibility);
      }
    },
  };
}

function orNone(error: unknown): null {
  if (error instanceof StoreError) return null;
  throw error;
}

interface Fingerprinted {
  readonly fingerprint: string;
}

function requireSame(one: Fingerprinted, other: Fingerprinted): void {
  if (one.fingerprint !== other.fingerprint)
    throw new RequestKeyReusedError('another question was asked with the same key');
}

function placeOf({ keyId, endUser }: ConversationOwner, key: string): string {
  return JSON.stringify([keyId, endUser, key]);
}

/** The end is told once it is known whose turn was kept. */
function withoutEnd(onEvent: (event: AnswerEvent) => void): (event: AnswerEvent) => void {
  return (event) => {
    if (event.type !== 'answer-end') onEvent(event);
  };
}

/** The same for the same question, in whatever order its fields came. */
function fingerprintOf({ message, conversationId, filters = {}, context }: AskRequest): string {
  const { documentIds, units, role, asOf } = filters;
  const parts = [message, conversationId, documentIds, units, role, asOf, context?.unit];
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('base64url');
}

/** A kept answer as if it came now. */
function tell(answer: Answer, onEvent: ((event: AnswerEvent) => void) | undefined): void {
  if (!onEvent) return;
  const { conversationId, messageId, resolvedQuestion, citations, statements } = answer;
  onEvent({ type: 'answer-start', conversationId, messageId, resolvedQuestion });
  for (const citation of citations) onEvent({ type: 'citation-added', citation });
  const pieces = renderPieces(statements);
  const isWhole = pieces.join('') === answer.answer;
  for (const text of isWhole ? pieces : [answer.answer]) onEvent({ type: 'answer-delta', text });
  onEvent({ type: 'answer-end', answer });
}
