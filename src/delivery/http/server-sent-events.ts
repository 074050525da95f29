import type { Response } from 'express';

const HEARTBEAT_MS = 15_000;

/** A stream of server-sent events. The reply's head leaves with the first event or heartbeat, not before. */
export interface EventStream {
  readonly hasBegun: boolean;
  send(event: string, data: unknown): void;
  /** An event without a name; `data` is one line, sent as it stands. */
  sendData(data: string): void;
  /** Ends the reply; nothing is sent after it. */
  end(): void;
}

/** Until something was sent the reply is untouched, so that an early failure can still be an ordinary problem. */
export function openEventStream(response: Response, heartbeatMs: number = HEARTBEAT_MS): EventStream {
  const begin = () => {
    if (response.headersSent) return;
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
  };
  const write = (text: string) => {
    if (response.writableEnded || response.destroyed) return;
    begin();
    response.write(text);
  };
  const heartbeat = setInterval(() => write(': heartbeat\n\n'), heartbeatMs);
  const stop = () => clearInterval(heartbeat);
  response.once('close', stop);
  return {
    get hasBegun() {
      return response.headersSent;
    },
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    sendData: (data) => write(`data: ${data}\n\n`),
    end: () => {
      stop();
      if (!response.writableEnded && !response.destroyed) response.end();
    },
  };
}
