import type { Caller } from '../../assistant/ports/assistant.ts';
import type { Answer } from '../../domain/answer.ts';

/** One call of a tool as its transport knows it. */
export interface AgentCall {
  /** Stands in the log, and in what is told of an unexpected error. */
  readonly requestId: string;
  readonly caller: Caller;
  /** The `Idempotency-Key` as it came; null without one. */
  readonly requestKey: string | null;
  readonly notes: CallNotes;
  /** Told once, when the call is over. */
  end?(outcome: CallOutcome): void;
}

export type CallOutcome = 'done' | 'failed' | 'given-up';

/** For the audit log. */
export interface CallNotes {
  noteQuestion(question: string): void;
  noteAnswer(answer: Answer): void;
  noteIds(ids: Readonly<Record<string, string>>): void;
}

/** Finds out who calls. Throws AccessRefusedError where nobody may. */
export type BeginCall = (tool: string) => AgentCall;
