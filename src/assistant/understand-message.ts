import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { AskRequest } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { QuestionReading, RememberedReading } from '../questions/question-reading.ts';
import { splitQuestions } from '../questions/split-questions.ts';
import { isWorkOver, limitWork, restFromWork } from '../turns/work-budget.ts';
import { answerAsks, answerWhole, composeDrafts } from './compose-answer.ts';
import type { Draft } from './draft.ts';
import type { PickEvidence } from './picking/pick-evidence.ts';
import type { Caller } from './ports/assistant.ts';
import type { PrepareAnswer, PreparedAnswer } from './prepare-answer.ts';
import { asksAlike } from './prose/asks-alike.ts';
import type { RewriteFollowUp, Rewriting } from './prose/contextualize.ts';
import { answerQuery } from './queries/answer-query.ts';
import { isQuestion, rememberedOf } from './turn-memory.ts';
import {
  LONGEST_HISTORY_READ,
  STEPS_A_HISTORY,
  STEPS_A_LAST_MESSAGE,
  STEPS_A_QUESTION,
  STEPS_AFTER_HISTORY,
  unlessTooMuch,
} from './work-limits.ts';

export interface MessageToRead {
  readonly request: AskRequest;
  readonly caller: Caller;
  readonly snapshot: IndexSnapshot;
  readonly signal?: AbortSignal;
  /** Calls of the model that may still pick evidence for the message; none where absent. */
  readonly picking?: { left: number };
}

/** A message as it is answered: its reading, what the rules answer to it, and what a rewriting of it cost. */
export interface Understood extends PreparedAnswer {
  readonly drafts: readonly Draft[];
  readonly rewriting: Rewriting | null;
}

export interface Understanding {
  /** `steps`: the work that it may take; default what a question may. */
  read(message: MessageToRead, previous: RememberedReading | null, steps?: number): Promise<Understood>;
  readHistory(messages: readonly string[], message: MessageToRead): Promise<RememberedReading | null>;
}

/** Parts of a message for which a model is asked. */
const MOST_PICKINGS = 3;

export function createUnderstanding(
  prepare: PrepareAnswer,
  rewriteFollowUp: RewriteFollowUp | null,
  pickEvidence: PickEvidence | null = null,
): Understanding {
  return { read, readHistory };

  /**
   * Reads a message by rules and answers it; a follow-up is then read once more as the model makes it standalone, and that
   * reading serves unless it answers less.
   */
  async function read(
    given: MessageToRead,
    previous: RememberedReading | null,
    steps = STEPS_A_QUESTION,
  ): Promise<Understood> {
    const { request, caller, signal } = given;
    const message = { ...given, picking: { left: MOST_PICKINGS } };
    const prepared = await answer(message, previous, { steps });
    const byRules = { ...prepared, rewriting: null };
    const { isFollowUp, kind } = prepared.reading;
    if (!rewriteFollowUp || !previous || request.query || (!isFollowUp && kind !== 'unclear')) return byRules;
    const rewriting = await rewriteFollowUp({
      message: prepared.reading.question,
      previous,
      context: prepared.context,
      payer: caller.owner.keyId,
      ...(signal && { signal }),
    });
    if (!rewriting) return byRules;
    const standalone = { ...request, message: rewriting.question };
    const again = await answer({ ...message, request: standalone }, null, {
      steps,
      wanted: (reading) => asksAlike(reading, prepared.reading),
    });
    if (again.drafts.length === 0) return { ...byRules, rewriting };
    const answersLess = !hasAnswer(again.drafts) && hasAnswer(byRules.drafts);
    return answersLess ? { ...byRules, rewriting } : { ...again, rewriting };
  }

  /** One reading and its drafts, within the work that a question may take; no drafts where the reading is not `wanted`. */
  function answer(
    message: MessageToRead,
    previous: RememberedReading | null,
    options: { readonly steps: number; readonly wanted?: (reading: QuestionReading) => boolean },
  ): Promise<PreparedAnswer & { readonly drafts: readonly Draft[] }> {
    const { request, caller, snapshot, signal } = message;
    const { steps, wanted = () => true } = options;
    return limitWork({ steps, signal }, async () => {
      const prepared = withPicker(await prepare(snapshot, request, caller.visibility, previous), message);
      if (!wanted(prepared.reading)) return { ...prepared, drafts: [] };
      if (request.query) return { ...prepared, drafts: [await answerQuery(request.query, prepared.context)] };
      const parts = splitQuestions(prepared.reading.question);
      if (parts.length === 1) return { ...prepared, drafts: await answerAsks(prepared.context) };
      const whole = await answerWhole(prepared.context);
      if (whole) return { ...prepared, drafts: [whole] };
      const drafts = await unlessTooMuch(
        () => answerParts(parts, message, previous),
        () => null,
      );
      return { ...prepared, drafts: drafts ?? (await answerAsks(prepared.context)) };
    });
  }

  /** Lets the judge ask the model; what earlier messages of a history left is read without. */
  function withPicker<T extends PreparedAnswer>(prepared: T, { caller, signal, picking }: MessageToRead): T {
    if (pickEvidence === null || picking === undefined) return prepared;
    const { corpus, spent } = prepared.context;
    const pick = async (text: string, clauses: readonly ClauseRecord[]) => {
      if (picking.left <= 0) return null;
      picking.left--;
      const startedAt = performance.now();
      const picks = await pickEvidence({
        text,
        clauses,
        documents: corpus.documentById,
        payer: caller.owner.keyId,
        ...(signal && { signal }),
      });
      spent.pickingMs += performance.now() - startedAt;
      // A model that fails or is late is not waited for once more.
      if (picks === null) picking.left = 0;
      return picks;
    };
    return { ...prepared, context: { ...prepared.context, pick } };
  }

  /**
   * Several questions of one message, answered as turns of a conversation are, so that the later ones lean on the earlier; of one that is not
   * answered is said which it is. Null where the first is not answered: then the message may be meant as one, and a later part alone would answer
   * what was not asked.
   */
  async function answerParts(
    parts: readonly string[],
    message: MessageToRead,
    previous: RememberedReading | null,
  ): Promise<readonly Draft[] | null> {
    const { request, caller, snapshot } = message;
    const drafts: Draft[] = [];
    let before = previous;
    for (const [i, part] of parts.entries()) {
      await restFromWork();
      const { reading, context } = withPicker(
        await prepare(snapshot, { ...request, message: part }, caller.visibility, before),
        message,
      );
      const answered = await answerAsks(context);
      if (drafts.length === 0 && !hasAnswer(answered)) return null;
      drafts.push(...answered.map((draft) => namePart(draft, part)));
      if (i + 1 < parts.length)
        before = { ...rememberedOf(reading, await composeDrafts(answered, context)), isSameMessage: true };
    }
    return drafts;
  }

  /**
   * What earlier messages leave for this one, read and answered as turns are; nothing of it is remembered. Where all are too
   * much to read, what the last one leaves by itself; null where that is too much as well.
   */
  async function readHistory(
    messages: readonly string[],
    message: MessageToRead,
  ): Promise<RememberedReading | null> {
    const { signal } = message;
    const read = (some: readonly string[], steps: number) =>
      limitWork({ steps, signal }, async () => {
        const left = await readMessages(some, message);
        return { left, isWhole: !isWorkOver() };
      });
    const some = latest(messages);
    const all = await read(some, Math.min(STEPS_A_HISTORY, some.length * STEPS_AFTER_HISTORY));
    if (all.isWhole) return all.left;
    if (some.length === 1) return null;
    const last = await read(messages.slice(-1), STEPS_A_LAST_MESSAGE);
    return last.isWhole ? last.left : null;
  }

  async function readMessages(
    messages: readonly string[],
    { request, caller, snapshot }: MessageToRead,
  ): Promise<RememberedReading | null> {
    let previous: RememberedReading | null = null;
    for (const message of messages) {
      await restFromWork();
      if (isWorkOver()) break;
      const { reading, context } = await prepare(
        snapshot,
        { ...request, message },
        caller.visibility,
        previous,
      );
      if (!isQuestion(reading)) continue;
      const answered = await unlessTooMuch(
        async () => await composeDrafts(await answerAsks(context), context),
        () => null,
      );
      if (answered) previous = rememberedOf(reading, answered);
    }
    return previous;
  }
}

/** The last message, and those before it as long as they are no more than is read: older ones say nothing about this one. */
function latest(messages: readonly string[]): readonly string[] {
  let first = messages.length - 1;
  let left = LONGEST_HISTORY_READ - (messages[first]?.length ?? 0);
  while (first > 0 && messages[first - 1]!.length <= left) left -= messages[--first]!.length;
  return messages.slice(Math.max(0, first));
}

/** 「“什么时候完成”：没有写明…」 */
function namePart(draft: Draft, part: string): Draft {
  const name = part.replace(/[，。？！；、\s]+$/u, '');
  return draft.kind === 'answer' ? draft : { ...draft, message: `“${name}”：${draft.message}` };
}

function hasAnswer(drafts: readonly Draft[]): boolean {
  return drafts.some((draft) => draft.kind === 'answer');
}
