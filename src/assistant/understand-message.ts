import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { AskRequest } from '../domain/answer.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import { type Query, sidesOf, stepsOf } from '../domain/query.ts';
import type { RememberedReading } from '../questions/question-reading.ts';
import { splitQuestions } from '../questions/split-questions.ts';
import { isWorkOver, limitWork, restFromWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import { answerAsks, answerWhole, composeDrafts } from './compose-answer.ts';
import type { Draft } from './draft.ts';
import { answerReadQuery } from './interpreting/answer-read-query.ts';
import { asksAlike } from './interpreting/asks-alike.ts';
import type { InterpretMessage } from './interpreting/interpret-message.ts';
import type { InterpretedAsk } from './interpreting/interpretation.ts';
import type { PickEvidence } from './picking/pick-evidence.ts';
import type { Caller } from './ports/assistant.ts';
import type { PrepareAnswer, PreparedAnswer } from './prepare-answer.ts';
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
  /** What a model may still be asked about the message; nothing where absent. */
  readonly asking?: ModelAsking;
}

/** What a model is asked about one message. */
interface ModelAsking {
  /** Calls that may still pick evidence. */
  picksLeft: number;
  /** How it reads the message, asked once, when rules are not sure; empty where they read it as well or it fails. */
  interpretation: Promise<readonly InterpretedAsk[]> | null;
  /** What the whole message is read in. */
  whole: AnswerContext | null;
  /** Milliseconds in which it was waited for. */
  modelMs: number;
}

/** A message as it is answered: its reading, and what is answered to it. */
export interface Understood extends PreparedAnswer {
  readonly drafts: readonly Draft[];
  /** Milliseconds in which a model was waited for. */
  readonly modelMs: number;
}

type Drafted = Omit<Understood, 'modelMs'>;

export interface Understanding {
  /** `steps`: the work that it may take; default what a question may. */
  read(message: MessageToRead, previous: RememberedReading | null, steps?: number): Promise<Understood>;
  readHistory(messages: readonly string[], message: MessageToRead): Promise<RememberedReading | null>;
}

/** Parts of a message for which a model is asked. */
const MOST_PICKINGS = 3;

export interface ModelReading {
  readonly interpretMessage?: InterpretMessage | null;
  readonly pickEvidence?: PickEvidence | null;
}

export function createUnderstanding(
  prepare: PrepareAnswer,
  { interpretMessage = null, pickEvidence = null }: ModelReading = {},
): Understanding {
  return { read, readHistory };

  /**
   * Reads a message by rules and answers it. Where they are not sure, or it leans on what was said before, a model reads it into questions and
   * queries, and what comes of those serves, unless it answers less.
   */
  async function read(
    given: MessageToRead,
    previous: RememberedReading | null,
    steps = STEPS_A_QUESTION,
  ): Promise<Understood> {
    const asking: ModelAsking = { picksLeft: MOST_PICKINGS, interpretation: null, whole: null, modelMs: 0 };
    const message = { ...given, asking };
    const byRules = await answer(message, previous, steps);
    const isOver = asking.interpretation === null && isSettled(byRules);
    const asks = isOver ? [] : await interpret(message, previous, asking.whole ?? byRules.context);
    if (asks.length === 0) return { ...byRules, modelMs: asking.modelMs };
    asking.interpretation = Promise.resolve([]);
    const interpreted = await answerInterpreted(asks, message, byRules, steps);
    const isReworded = asks.length === 1 && asks[0]!.query === null;
    const isOther = isReworded && !asksAlike(interpreted.reading, byRules.reading);
    const serves = !hasAnswer(byRules.drafts) || (interpreted.drafts.some(isCertain) && !isOther);
    return { ...(serves ? interpreted : byRules), modelMs: asking.modelMs };
  }

  /** How the model reads a whole message; asked once. One that fails is not waited for again. */
  async function interpret(
    { caller, signal, asking, request }: MessageToRead,
    previous: RememberedReading | null,
    context: AnswerContext,
  ): Promise<readonly InterpretedAsk[]> {
    if (!interpretMessage || !asking || request.query) return [];
    const message = context.reading.question;
    const ask = async () => {
      const startedAt = performance.now();
      const payer = caller.owner.keyId;
      const asks = await interpretMessage({ message, previous, context, payer, ...(signal && { signal }) });
      asking.modelMs += Math.round(performance.now() - startedAt);
      if (asks === null) asking.picksLeft = 0;
      return asks ?? [];
    };
    asking.interpretation ??= ask();
    return await asking.interpretation;
  }

  /** Answers what a model read, one thing after another: queries from the records, other questions as a message that stands alone. */
  async function answerInterpreted(
    asks: readonly InterpretedAsk[],
    message: MessageToRead,
    byRules: PreparedAnswer,
    steps: number,
  ): Promise<Drafted> {
    const drafts: Draft[] = [];
    let single: PreparedAnswer | null = null;
    /** What the questions before leave: one that is not answered alone may lean on it. */
    let before: RememberedReading | null = null;
    for (const { question, query } of asks) {
      await restFromWork();
      const standalone = { ...message, request: { ...message.request, message: question } };
      const executed = query && (await executeInterpreted(query, standalone, steps));
      if (executed && (executed.draft.kind === 'answer' || isExact(query!))) {
        drafts.push(executed.draft);
        single = executed.prepared;
        continue;
      }
      const alone = await answer(standalone, null, steps);
      const answered: Drafted =
        before === null || hasAnswer(alone.drafts) ? alone : await answer(standalone, before, steps);
      if (hasAnswer(answered.drafts)) {
        const composed = await composeDrafts(answered.drafts, answered.context);
        before = { ...rememberedOf(answered.reading, composed), isSameMessage: true };
      }
      const nothing = executed?.draft ?? null;
      const own = hasAnswer(answered.drafts) || nothing === null ? answered.drafts : [nothing];
      drafts.push(...(asks.length > 1 ? own.map((draft) => namePart(draft, question)) : own));
      single = answered;
    }
    return asks.length === 1 && single ? { ...single, drafts } : { ...byRules, drafts };
  }

  /** What the records have for a query that was read; null where it names what is not there. */
  async function executeInterpreted(
    query: Query,
    { request, caller, snapshot, signal }: MessageToRead,
    steps: number,
  ): Promise<{ readonly draft: Draft; readonly prepared: PreparedAnswer } | null> {
    return await limitWork({ steps, signal }, async () => {
      const prepared = await prepare(snapshot, request, caller.visibility, null);
      const draft = await unlessTooMuch(
        () => answerReadQuery(query, prepared.context),
        () => null,
      );
      return draft && { draft, prepared };
    });
  }

  /** One reading and its drafts, within the work that a question may take. */
  function answer(
    message: MessageToRead,
    previous: RememberedReading | null,
    steps: number,
  ): Promise<Drafted> {
    const { request, caller, snapshot, signal } = message;
    return limitWork({ steps, signal }, async () => {
      const prepared = withModel(
        await prepare(snapshot, request, caller.visibility, previous),
        message,
        previous,
      );
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

  /**
   * Lets the judge ask the model, first how it reads the message: where it reads more than the rules do, that serves, and nothing is picked for what
   * they read. What earlier messages of a history left is read without.
   */
  function withModel<T extends PreparedAnswer>(
    prepared: T,
    message: MessageToRead,
    previous: RememberedReading | null,
  ): T {
    const { caller, signal, asking } = message;
    if (pickEvidence === null || asking === undefined) return prepared;
    const { context } = prepared;
    asking.whole ??= context;
    const whole = asking.whole;
    const pick = async (text: string, clauses: readonly ClauseRecord[]) => {
      const asks = await interpret(message, previous, whole);
      if (asks.length > 0 || asking.picksLeft <= 0) return null;
      asking.picksLeft--;
      const startedAt = performance.now();
      const picks = await pickEvidence({
        text,
        clauses,
        documents: context.corpus.documentById,
        payer: caller.owner.keyId,
        ...(signal && { signal }),
      });
      asking.modelMs += Math.round(performance.now() - startedAt);
      // A model that fails or is late is not waited for once more.
      if (picks === null) asking.picksLeft = 0;
      return picks;
    };
    return { ...prepared, context: { ...context, pick } };
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
      const { reading, context } = withModel(
        await prepare(snapshot, { ...request, message: part }, caller.visibility, before),
        message,
        previous,
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

/** Whether a draft says something that rules could not say better: an answer, or that the records surely have nothing of the kind. */
function isCertain(draft: Draft): boolean {
  return draft.kind === 'answer' || draft.isFinal === true;
}

/** Whether no condition of a query is a matter of words: what does not fulfil it is not there. */
function isExact(query: Query): boolean {
  return stepsOf(query)
    .flatMap(sidesOf)
    .every(({ topic, mentions, figure }) => !topic && !mentions?.length && !figure);
}

function hasAnswer(drafts: readonly Draft[]): boolean {
  return drafts.some((draft) => draft.kind === 'answer');
}

/** Whether rules alone read a message as well as anything could: the records were asked, or one clause surely answers what stands alone. */
function isSettled({ reading, drafts }: Drafted): boolean {
  if (reading.kind === 'not-a-question') return true;
  const isOfRecords = drafts.every((draft) => draft.kind === 'answer' && draft.query !== undefined);
  const isSure = drafts.every((draft) => draft.kind === 'answer' && !draft.isComputed);
  return isOfRecords || (isSure && !reading.isFollowUp && reading.kind === 'question');
}
