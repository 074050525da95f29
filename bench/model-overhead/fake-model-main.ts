/**
 * When did a call come to the service, and when did each piece of its reply leave? The fake service in a process of its own,
 * forked by fake-model.ts: it writes honestly by the timetable it was sent last, and tells of every call once it is over.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type RecordedRequest, startFakeOpenAiService } from '../../tests/support/fake-openai-service.ts';
import { readPromptOf } from '../../tests/support/writers/prompt-evidence.ts';
import { STYLES } from '../../tests/support/writers/render-reply.ts';
import { writeHonestly } from '../../tests/support/writers/write-honestly.ts';
import type { ModelCall, Timetable } from './fake-model.ts';
import { now } from './shared-clock.ts';

interface Write {
  /** Taken before the write, so that the write itself counts against the reader. */
  readonly at: number;
  readonly event: string;
}

const writesOf = new WeakMap<IncomingHttpHeaders, Write[]>();
/** The greatest of many is the one that nothing came between. */
const clockOffset = Math.max(...Array.from({ length: 100 }, () => now() - performance.now()));
let timetable: Timetable = { firstDelayMs: 0, delayMs: 0, chunkSize: 4 };

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const writes: Write[] = [];
  writesOf.set(request.headers, writes);
  const write = response.write.bind(response) as (...parts: readonly unknown[]) => boolean;
  response.write = (...parts: readonly unknown[]) => {
    writes.push({ at: now(), event: String(parts[0]) });
    return write(...parts);
  };
});

const service = await startFakeOpenAiService({
  reply: (request) => {
    const statements = writeHonestly(readPromptOf(request.body.messages));
    const text = STYLES['json']!(statements);
    const firstEnd = text.indexOf(JSON.stringify(statements[0])) + JSON.stringify(statements[0]).length;
    const used = timetable;
    void request.over.then(() => tell(request, { text, firstEnd, count: statements.length }, used));
    return { kind: 'text', text, ...used };
  },
});
process.on('message', (message) => {
  timetable = message as Timetable;
});
process.once('disconnect', () => void service.close());
process.send!({ baseUrl: service.baseUrl });

function tell(
  request: RecordedRequest,
  reply: { readonly text: string; readonly firstEnd: number; readonly count: number },
  { firstDelayMs, delayMs }: Timetable,
): void {
  const receivedAt = request.receivedAt + clockOffset;
  const pieces = (writesOf.get(request.headers) ?? []).flatMap(({ at, event }) => {
    const content = contentOf(event);
    return content === '' ? [] : [{ at, content }];
  });
  let sent = 0;
  const firstStatement = pieces.find(({ content }) => {
    sent += content.length;
    return sent >= reply.firstEnd;
  });
  const lastPieceAt = pieces.at(-1)?.at ?? Number.NaN;
  const call: ModelCall = {
    question: readPromptOf(request.body.messages).question,
    body: request.body,
    text: reply.text,
    isWhole: !request.isClosedEarly && pieces.map(({ content }) => content).join('') === reply.text,
    statements: reply.count,
    receivedAt,
    firstPieceAt: pieces[0]?.at ?? Number.NaN,
    firstStatementAt: firstStatement?.at ?? Number.NaN,
    lastPieceAt,
    latenessMs: lastPieceAt - (receivedAt + firstDelayMs + (pieces.length - 1) * delayMs),
  };
  if (process.connected) process.send!(call);
}

function contentOf(event: string): string {
  const data = event.slice('data: '.length);
  return (JSON.parse(data).choices[0]?.delta?.content as string | undefined) ?? '';
}
