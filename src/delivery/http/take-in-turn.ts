import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of one connection that may be there at once; who sends more without having read a reply is cut off. */
const MOST_OPEN = 8;

interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The requests of one connection. */
interface Turns {
  isBusy: boolean;
  readonly waiting: Waiting[];
}

/**
 * Works on one request of a connection at a time, in order, as they may be pipelined: the next begins once the reply before it has
 * been handed to the client. A client that asks and asks and never reads so costs one reply, not all that it asked for.
 */
export function takeInTurn(listener: RequestListener, mostOpen = MOST_OPEN): RequestListener {
  const connections = new WeakMap<Socket, Turns>();

  const work = (turns: Turns, { request, response }: Waiting): void => {
    turns.isBusy = true;
    response.once('close', () => {
      turns.isBusy = false;
      const next = turns.waiting.shift();
      if (next && !next.request.socket.destroyed) work(turns, next);
    });
    listener(request, response);
  };

  return (request, response) => {
    const { socket } = request;
    const turns = connections.get(socket) ?? { isBusy: false, waiting: [] };
    connections.set(socket, turns);
    if (!turns.isBusy) work(turns, { request, response });
    else if (turns.waiting.length + 1 < mostOpen) turns.waiting.push({ request, response });
    else socket.destroy();
  };
}
