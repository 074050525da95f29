import { jsonRequest, request, ServiceProblem } from './client.ts';
import { readChunks, readEvents } from './read-events.ts';
import type { Answer, Citation } from './types.ts';

export interface Question {
  readonly message: string;
  readonly conversationId?: string;
  readonly unit?: string;
}

/** What is told while an answer comes. */
export interface AnswerListener {
  onCitation(citation: Citation): void;
  onText(text: string): void;
}

/** The connection ended before the answer did. */
export class ConnectionLost extends Error {}

/** Asks and tells the answer as it comes; the result is the whole answer, which is authoritative. */
export async function streamAnswer(
  { message, conversationId, unit }: Question,
  listener: AnswerListener,
  signal: AbortSignal,
): Promise<Answer> {
  const body = { message, ...(conversationId && { conversationId }), ...(unit && { context: { unit } }) };
  const response = await request('/api/chat', {
    ...jsonRequest('POST', body, 'text/event-stream'),
    signal,
  }).catch(refuseOrLose);
  if (!response.body) throw new ConnectionLost();
  try {
    for await (const { event, data } of readEvents(readChunks(response.body))) {
      const value = JSON.parse(data);
      if (event === 'citation-added') listener.onCitation(value as Citation);
      else if (event === 'answer-delta') listener.onText((value as { text: string }).text);
      else if (event === 'answer-end') return value as Answer;
      else if (event === 'answer-error') throw new ServiceProblem({ ...value, message: value.detail });
    }
  } catch (error) {
    refuseOrLose(error);
  }
  throw new ConnectionLost();
}

/** Problems of the service and the asker's own stop stay what they are; everything else is a lost connection. */
function refuseOrLose(error: unknown): never {
  if (error instanceof ServiceProblem || (error as Error).name === 'AbortError') throw error;
  throw new ConnectionLost('connection lost', { cause: error });
}
