import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** A client that takes nothing of a reply for so long is cut off. Default 30 seconds. */
  readonly stallMs?: number;
  /** Of replies that clients have not taken yet, over all connections; beyond it those that hold most are cut off. Default 256 MiB. */
  readonly maxUnsentBytes?: number;
  /** Between two looks at that sum. Default a second. */
  readonly lookEveryMs?: number;
}

/** Watches the connections of a server until it closes. */
export function watchConnections(server: Server, limits: ConnectionLimits = {}): void {
  const { stallMs = 30_000, maxUnsentBytes = 256 * 1024 * 1024, lookEveryMs = 1000 } = limits;
  const open = new Set<Socket>();
  const answering = new WeakMap<Socket, number>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    response.once('close', () => answering.set(socket, (answering.get(socket) ?? 1) - 1));
  });

  // Nothing came or went for so long. Whoever waits for an answer that is being made has taken all there was.
  server.setTimeout(stallMs, (socket) => {
    if (socket.writableLength === 0 && (answering.get(socket) ?? 0) > 0) socket.setTimeout(stallMs);
    else socket.destroy();
  });

  const look = setInterval(() => cutOffFullest(open, maxUnsentBytes), lookEveryMs).unref();
  server.once('close', () => clearInterval(look));
}

function cutOffFullest(sockets: ReadonlySet<Socket>, most: number): void {
  const full = [...sockets].filter(({ writableLength }) => writableLength > 0);
  let sum = full.reduce((bytes, { writableLength }) => bytes + writableLength, 0);
  if (sum <= most) return;
  for (const socket of full.sort((a, b) => b.writableLength - a.writableLength)) {
    if (sum <= most) return;
    sum -= socket.writableLength;
    socket.destroy();
  }
}
