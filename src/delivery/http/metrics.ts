import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from '../../domain/answer.ts';
import { routeOf } from './route-of.ts';

/** What the service counts, for Prometheus. Labels hold no question, document, key or person. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts and times every request by route, method and status. */
  readonly observeRequests: RequestHandler;
  observeAnswer(answer: Answer): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What is open at the moment of asking. */
export interface OpenWork {
  readonly workingAnswers: () => number;
  readonly waitingAnswers: () => number;
  readonly openModelCalls: () => number;
  /** Whether each store fails. */
  readonly stores: () => readonly { readonly store: string; readonly isFailing: boolean }[];
}

/** One set for one app; nothing is registered for the whole process. */
export function createMetrics(open: OpenWork): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'tiaowen_http_request_duration_seconds',
    help: 'Requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  const answers = new Histogram({
    name: 'tiaowen_answer_duration_seconds',
    help: 'Answers by mode (extractive, model, refused)',
    labelNames: ['mode'],
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'tiaowen_refusals_total',
    help: 'Refusals by reason',
    labelNames: ['reason'],
    registers,
  });
  const statements = new Counter({
    name: 'tiaowen_model_statements_total',
    help: 'Statements of the model by what became of them (verified, repaired, or the reason they were dropped for)',
    labelNames: ['outcome'],
    registers,
  });
  const tokens = new Counter({
    name: 'tiaowen_model_tokens_total',
    help: 'Tokens as the model’s service counted them',
    labelNames: ['direction'],
    registers,
  });
  const notices = new Counter({
    name: 'tiaowen_model_notices_total',
    help: 'Answers for which the model did not serve, by why',
    labelNames: ['code'],
    registers,
  });

  gauge(
    registry,
    'tiaowen_working_answers',
    'Questions and searches that have their turn',
    open.workingAnswers,
  );
  gauge(
    registry,
    'tiaowen_waiting_answers',
    'Questions and searches that wait for their turn',
    open.waitingAnswers,
  );
  gauge(
    registry,
    'tiaowen_open_model_calls',
    'Calls of the chat model that wait for their turn, for the service or for the rest of a reply',
    open.openModelCalls,
  );

  new Gauge({
    name: 'tiaowen_store_failing',
    help: '1 where a store could not be read or written when it was last used, by store',
    labelNames: ['store'],
    registers,
    collect() {
      for (const { store, isFailing } of open.stores()) this.set({ store }, isFailing ? 1 : 0);
    },
  });
  const notKept = new Counter({
    name: 'tiaowen_answers_not_kept_total',
    help: 'Answers that could not be kept because the store of conversations failed',
    registers,
  });

  return {
    registry,
    observeRequests: (request, response, next) => {
      const stop = requests.startTimer();
      response.once('close', () => {
        const route = routeOf(request) ?? 'none';
        stop({ route, method: request.method, status: String(response.statusCode) });
      });
      next();
    },
    observeAnswer({ mode, refusal, timings, modelReport, notices: own = [] }) {
      answers.observe({ mode: refusal ? 'refused' : mode }, timings.totalMs / 1000);
      if (refusal) refusals.inc({ reason: refusal.reason });
      for (const { code } of own) {
        if (code === 'not-kept') notKept.inc();
        else notices.inc({ code });
      }
      if (!modelReport) return;
      statements.inc({ outcome: 'verified' }, modelReport.verified);
      statements.inc({ outcome: 'repaired' }, modelReport.repaired);
      for (const [reason, count] of Object.entries(modelReport.reasons))
        statements.inc({ outcome: reason }, count);
      tokens.inc({ direction: 'input' }, modelReport.usage?.inputTokens ?? 0);
      tokens.inc({ direction: 'output' }, modelReport.usage?.outputTokens ?? 0);
    },
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
