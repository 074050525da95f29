import type { Answer } from '../../src/domain/answer.ts';
import type { QualityCase } from './quality-case.ts';

/** The reply to the last turn, or why there is none, and how long that turn took over HTTP. */
export interface AskedCase {
  readonly reply: Answer | null;
  readonly error: string | null;
  readonly milliseconds: number;
}

/** Asks all turns of a case in one conversation. Errors become part of the result: one failing case stops no other. */
export async function askCase(base: string, testCase: QualityCase): Promise<AskedCase> {
  let reply: Answer | null = null;
  let milliseconds = 0;
  for (const message of testCase.turns) {
    const started = performance.now();
    try {
      reply = await postChat(base, {
        message,
        ...(reply && { conversationId: reply.conversationId }),
        ...(testCase.context && { context: testCase.context }),
        ...(testCase.filters && { filters: testCase.filters }),
      });
      milliseconds = performance.now() - started;
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      return { reply: null, error, milliseconds: performance.now() - started };
    }
  }
  return { reply, error: null, milliseconds };
}

async function postChat(base: string, request: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(new URL('api/chat', base.endsWith('/') ? base : `${base}/`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(60_000),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`POST /api/chat answered ${response.status}: ${body.slice(0, 200)}`);
  return JSON.parse(body) as Answer;
}
