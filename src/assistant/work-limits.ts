import { WorkExceededError } from '../domain/errors/work-exceeded-error.ts';
import type { QuestionReading } from '../questions/question-reading.ts';

/**
 * What one question may take (`countWork`): twice what the most laborious of ordinary ones do over a thousand documents, eight
 * times what most do. A step is about a ten-thousandth of a millisecond.
 */
export const STEPS_A_QUESTION = 600_000;
/** What the earlier messages of a client that keeps its conversation itself may take (a dozen ordinary ones do), and the last of them alone. */
export const STEPS_A_HISTORY = 900_000;
export const STEPS_A_LAST_MESSAGE = 150_000;
/** What the question may then take: what they left of so much, but not less than an ordinary one takes. */
const STEPS_A_REQUEST = 1_250_000;
export const STEPS_AFTER_HISTORY = 350_000;

/** Steps that a question may take whose history took `spent`. */
export function stepsAfter(spent: number): number {
  return Math.max(STEPS_AFTER_HISTORY, Math.min(STEPS_A_QUESTION, STEPS_A_REQUEST - spent));
}
/** Characters of the latest earlier messages that are read; a dozen ordinary ones have far fewer. */
export const LONGEST_HISTORY_READ = 600;
/** Things of one kind that one ask is answered for: units listed, sides compared. */
export const MOST_AT_ONCE = 6;
/** Documents whose headings one ask is held against. */
export const MOST_LISTED_DOCUMENTS = 20;
/** Clauses that one reply cites or sums up; lists are counted whole. */
export const MOST_CITED = 200;

/** Asked back where a question would take more work than that. */
export const TOO_MUCH = '这个问题太长或问到的内容太多，没有读完；请缩短，或分成几个问题再问。';

/** `attempt`, or `otherwise` where it would take more work than a question may. */
export async function unlessTooMuch<Result>(
  attempt: () => Result | Promise<Result>,
  otherwise: () => Result,
): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof WorkExceededError) return otherwise();
    throw error;
  }
}

const LONGEST_SHOWN = 200;

/** The reading of a message that was too much to read: it asks for a shorter one. */
export function unreadReading(message: string): QuestionReading {
  const question = message.slice(0, LONGEST_SHOWN).trim();
  return {
    question,
    resolvedQuestion: question,
    kind: 'unclear',
    askBack: TOO_MUCH,
    asks: [],
    documents: { named: [], likely: [], mentions: [] },
    years: [],
    places: [],
    corrections: [],
    isFollowUp: false,
    focusClauseIds: [],
    isBoundToFocus: false,
  };
}
