import type { RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

/** What this process is answering at the moment. */
export interface AnswerLoad {
  readonly admit: RequestHandler;
  /** Requests that are being answered. */
  open(): number;
}

/**
 * Admits questions while fewer than `limit` are worked on; beyond it 503 with Retry-After at once. One thread works on them
 * in turn, so what is worked on is the queue: with a bound, whoever is admitted is answered soon. Answers that only wait for the
 * model (`waiting`, of this process) take no time of the thread and are not counted.
 */
export function admitAnswers(limit: number, waiting: () => number): AnswerLoad {
  let open = 0;
  return {
    open: () => open,
    admit: (_request, response, next) => {
      if (open - waiting() >= limit) throw new HttpProblem('overloaded');
      open++;
      response.once('close', () => {
        open--;
      });
      next();
    },
  };
}
