import type { Answer } from '../../domain/answer.ts';
import { ModelError } from '../../domain/errors/model-error.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { Citer } from '../cite-statements.ts';
import type { DraftStatement } from '../draft.ts';
import { noticeOf, type Prose, type ProseWriter } from './create-prose-writer.ts';
import { unsaidPart } from './unsaid.ts';
import type { ProvenSentence } from './write-statements.ts';
import { reportOf } from './writing-tally.ts';

/** How an answer was put into words. */
export type ProseOutcome = Pick<Answer, 'mode' | 'aiGenerated' | 'modelReport' | 'notices'> & {
  readonly modelMs: number;
};

export interface WritingOptions {
  /** Says again in prose what the rules have composed; null or absent: the clauses' own sentences serve. */
  readonly writer?: ProseWriter | null;
  /** Whose budget pays for the writer. */
  readonly payer?: string;
  readonly signal?: AbortSignal;
}

const BY_RULES: ProseOutcome = { mode: 'extractive', modelMs: 0 };

/**
 * Adds the statements of an answer: computed ones that come first, then what the model writes, sentence by sentence as it is
 * proven, then whatever of the rules' statements that leaves unsaid. Without a writer, and where the model fails, the rules'
 * statements serve. Throws only what is no failure of the model, and the signal's reason.
 */
export async function addProse(
  statements: readonly DraftStatement[],
  citer: Citer,
  context: AnswerContext,
  { writer, payer = 'anonymous', signal }: WritingOptions,
): Promise<ProseOutcome> {
  const prose = writer?.write({ statements, context, payer, ...(signal && { signal }) });
  if (!writer || !prose) {
    await citer.add(statements);
    return BY_RULES;
  }
  const first = statements.findIndex(({ mustSay }) => mustSay !== undefined);
  const leading = statements.slice(0, first);
  const proven: ProvenSentence[] = [];
  const failure = await consume(prose, async (sentence) => {
    const isRepaired = sentence.status === 'repaired';
    const draft = {
      text: escapeMarkdown(sentence.text),
      quotes: [{ ...sentence.quote, ...(isRepaired && { isRepaired }) }],
    };
    await citer.add(proven.length === 0 ? [...leading, draft] : [draft]);
    proven.push(sentence);
  });
  signal?.throwIfAborted();
  const rest = statements.slice(first).flatMap((statement) => {
    const left = unsaidPart(statement, proven, context.corpus.documentById);
    return left === null ? [] : [left];
  });
  await citer.add(proven.length === 0 ? statements : rest);
  const replaced = rest.filter(
    (statement) => statement.mustSay !== undefined || !statements.includes(statement),
  ).length;
  const outcome =
    failure ?? (proven.length === 0 ? new ModelError('nothing proven', { reason: 'unusable' }) : null);
  return {
    mode: proven.length > 0 ? 'model' : 'extractive',
    ...(proven.length > 0 && { aiGenerated: true }),
    modelReport: reportOf(prose.tally, writer.modelName, replaced),
    ...(outcome && { notices: [noticeOf(outcome)] }),
    modelMs: Math.round(prose.tally.modelMs),
  };
}

/** Runs through the sentences; a failure of the model is returned, what had been proven before it stays. */
async function consume(
  prose: Prose,
  onSentence: (sentence: ProvenSentence) => Promise<void>,
): Promise<ModelError | null> {
  try {
    for await (const sentence of prose.sentences) await onSentence(sentence);
    return null;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}
