import type { Answer, Citation, Feedback } from '../api/types.ts';

/** A question and what came of it so far. */
export interface Turn {
  /** Of this page; the same from the question to the answer. */
  readonly key: string;
  readonly question: string;
  readonly state: TurnState;
  /** Markdown as it came; the whole answer once there is one. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly answer: Answer | null;
  readonly feedback: Feedback | null;
  /** Why there is no whole answer; for people. */
  readonly problem: string | null;
}

export type TurnState = 'asking' | 'done' | 'lost' | 'failed' | 'stopped';

export function startTurn(question: string): Turn {
  return {
    key: `turn-${++count}`,
    question,
    state: 'asking',
    text: '',
    citations: [],
    answer: null,
    feedback: null,
    problem: null,
  };
}

export function answeredTurn(question: string, answer: Answer, feedback: Feedback | null = null): Turn {
  const { answer: text, citations } = answer;
  return { ...startTurn(question), state: 'done', answer, text, citations, feedback };
}

let count = 0;
