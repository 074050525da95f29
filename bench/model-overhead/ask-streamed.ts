import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Answer } from '../../src/domain/answer.ts';
import { now } from './shared-clock.ts';

/** An answer over SSE; times by shared-clock.ts. */
export interface StreamedAnswer {
  readonly answer: Answer;
  /** The pieces joined. */
  readonly told: string;
  /** Just before the client asks. */
  readonly sentAt: number;
  /** The server, in this process, has read the head of the request. */
  readonly receivedAt: number;
  readonly firstDeltaAt: number;
  /** `answer-end` is here, not parsed yet. */
  readonly endAt: number;
}

const ID_HEADER = 'x-bench-call';
const received = new Map<string, number>();

subscribe('http.server.request.start', (message) => {
  const id = (message as { request: IncomingMessage }).request.headers[ID_HEADER];
  if (typeof id === 'string') received.set(id, now());
});

/** Asks a server of this process. Throws where the stream does not end in an answer. */
export async function askStreamed(base: string, request: Record<string, unknown>): Promise<StreamedAnswer> {
  const id = randomUUID();
  const body = JSON.stringify(request);
  const sentAt = now();
  const response = await fetch(new URL('/api/chat', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', [ID_HEADER]: id },
    body,
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok || !response.body) throw new Error(`POST /api/chat answered ${response.status}`);
  let told = '';
  let firstDeltaAt = Number.NaN;
  let rest = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const at = now();
    const events = (rest + part).split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      const [, name, data = ''] = /^event: (.*)\ndata: (.*)$/u.exec(event) ?? [];
      if (name === 'answer-delta') {
        if (told === '') firstDeltaAt = at;
        told += (JSON.parse(data) as { text: string }).text;
      } else if (name === 'answer-end') {
        const receivedAt = received.get(id) ?? Number.NaN;
        received.delete(id);
        return { answer: JSON.parse(data) as Answer, told, sentAt, receivedAt, firstDeltaAt, endAt: at };
      } else if (name === 'answer-error') throw new Error(`the answer broke off: ${data}`);
    }
  }
  throw new Error('the stream ended without an answer');
}
