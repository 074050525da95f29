import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { AskRequest } from '../domain/answer.ts';
import type { RememberedReading } from '../questions/question-reading.ts';
import { isWorkOver, limitWork, restFromWork } from '../turns/work-budget.ts';
import { answerAsks, composeDrafts } from './compose-answer.ts';
import type { Draft } from './draft.ts';
import type { Caller } from './ports/assistant.ts';
import type { PrepareAnswer, PreparedAnswer } from './prepare-answer.ts';
import { asksAlike } from './prose/asks-alike.ts';
import type { RewriteFollowUp, Rewriting } from './prose/contextualize.ts';
import { isQuestion, rememberedOf } from './turn-memory.ts';
import { LONGEST_HISTORY_READ, STEPS_A_HISTORY } from './work-limits.ts';

export interface MessageToRead {
  readonly request: AskRequest;
  readonly caller: Caller;
  readonly snapshot: IndexSnapshot;
  readonly signal?: AbortSignal;
}

/** A message as it is answered: its reading, what the rules answer to it, and what a rewriting of it cost. */
export interface Understood extends PreparedAnswer {
  readonly drafts: readonly Draft[];
  readonly rewriting: Rewriting | null;
}

export interface Understanding {
  read(message: MessageToRead, previous: RememberedReading | null): Promise<Understood>;
  readHistory(messages: readonly string[], message: MessageToRead): Promise<RememberedReading | null>;
}

export function createUnderstanding(
  prepare: PrepareAnswer,
  rewriteFollowUp: RewriteFollowUp | null,
): Understanding {
  return { read, readHistory };

  /**
   * Reads a message by rules and answers it; a follow-up is then read once more as the model makes it standalone, and that
   * reading serves unless it answers less.
   */
  async function read(
    { request, caller, snapshot, signal }: MessageToRead,
    previous: RememberedReading | null,
  ): Promise<Understood> {
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

  /**
   * What earlier messages leave for this one, read and answered as turns are; nothing of it is remembered. Null too where they
   * are too much to read.
   */
  function readHistory(
    messages: readonly string[],
    message: MessageToRead,
  ): Promise<RememberedReading | null> {
    return limitWork({ steps: STEPS_A_HISTORY }, () => readMessages(latest(messages), message));
  }

  async function readMessages(
    messages: readonly string[],
    { request, caller, snapshot }: MessageToRead,
  ): Promise<RememberedReading | null> {
    let previous: RememberedReading | null = null;
    for (const message of messages) {
      await restFromWork();
      const { reading, context } = await prepare(
        snapshot,
        { ...request, message },
        caller.visibility,
        previous,
      );
      if (!isQuestion(reading)) continue;
      previous = rememberedOf(reading, await composeDrafts(await answerAsks(context), context));
    }
    return isWorkOver() ? null : previous;
  }
}

/** The last message, and those before it as long as they are no more than is read: older ones say nothing about this one. */
function latest(messages: readonly string[]): readonly string[] {
  let first = messages.length - 1;
  let left = LONGEST_HISTORY_READ - (messages[first]?.length ?? 0);
  while (first > 0 && messages[first - 1]!.length <= left) left -= messages[--first]!.length;
  return messages.slice(Math.max(0, first));
}

function hasAnswer(drafts: readonly Draft[]): boolean {
  return drafts.some((draft) => draft.kind === 'answer');
}
