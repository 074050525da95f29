import type { Response } from 'express';
import { HttpProblem } from './http-problem.ts';

/** Stops the work when the client leaves or the time is over. */
export interface AnswerDeadline {
  readonly signal: AbortSignal;
  /** `work`, unless the deadline comes first: then its reason is thrown, whether or not the work notices. */
  hold<Result>(work: Promise<Result>): Promise<Result>;
}

export function startAnswerDeadline(response: Response, timeoutMs: number): AnswerDeadline {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(new HttpProblem('answer-timeout')), timeoutMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort(new Error('the client left'));
  });
  return {
    signal,
    hold: (work) =>
      Promise.race([
        work,
        new Promise<never>((_resolve, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      ]),
  };
}
