import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface FakeSocket {
  readonly url: string;
  /** What was sent back, parsed, in order. */
  readonly received: Record<string, unknown>[];
  /** Resolves when the bot is connected. */
  readonly connected: Promise<void>;
  send(message: object): void;
  close(): Promise<void>;
}

/** Slack's end of Socket Mode: a WebSocket server for one connection and short text frames. */
export async function startFakeSocket(): Promise<FakeSocket> {
  const received: Record<string, unknown>[] = [];
  let peer: Socket | undefined;
  let tellConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    tellConnected = resolve;
  });
  const send = (message: object) => void peer?.write(frameOf(JSON.stringify(message)));
  const server = createServer();
  server.on('upgrade', (request, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    peer = socket;
    let buffer = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (let frame = readFrame(buffer); frame; frame = readFrame(buffer)) {
        buffer = buffer.subarray(frame.length);
        if (frame.opcode === 1) received.push(JSON.parse(frame.text));
        if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0]));
      }
    });
    send({ type: 'hello' });
    tellConnected();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/link`,
    received,
    connected,
    send,
    async close() {
      peer?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

/** A masked frame as clients send it; null while it is not whole. */
function readFrame(buffer: Buffer) {
  if (buffer.length < 6) return null;
  const short = buffer[1]! & 127;
  const at = short === 126 ? 4 : 2;
  const size = short === 126 ? buffer.readUInt16BE(2) : short;
  const length = at + 4 + size;
  if (buffer.length < length) return null;
  const mask = buffer.subarray(at, at + 4);
  const body = buffer.subarray(at + 4, length).map((byte, i) => byte ^ mask[i % 4]!);
  return { opcode: buffer[0]! & 15, text: Buffer.from(body).toString('utf8'), length };
}
