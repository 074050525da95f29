import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A status code, one with headers, a connection that breaks off, or a reply that stops in the middle. */
export type Failure =
  | number
  | { readonly status: number; readonly headers?: Record<string, string>; readonly code?: string }
  | 'drop'
  | 'stall';

export interface FakeEmbeddingService {
  readonly baseUrl: string;
  /** Every request in order, the failed ones too: its texts, its model, its key, and when it came (`performance.now()`). */
  readonly requests: {
    readonly texts: string[];
    readonly model: string;
    readonly authorization: string;
    readonly receivedAt: number;
  }[];
  /** Texts of requests that were answered well, in order: what a real service would charge for. */
  readonly paidTexts: string[];
  /** Fails the next requests before it answers well again. */
  failNext(...failures: Failure[]): void;
  /** Answers this many more requests well and fails the one after them. */
  failAfter(count: number, failure: Failure): void;
  close(): Promise<void>;
}

/** Speaks enough of OpenAI's embeddings API on a free port; vectors depend on the text alone and have length 3. */
export async function startFakeEmbeddingService(
  embed: (text: string) => number[] = (text) => [text.length + 1, text.codePointAt(0) ?? 0, 1],
): Promise<FakeEmbeddingService> {
  const requests: FakeEmbeddingService['requests'] = [];
  const paidTexts: string[] = [];
  const failures: (Failure | undefined)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { input: string[]; model: string };
      requests.push({
        texts: body.input,
        model: body.model,
        authorization: request.headers.authorization ?? '',
        receivedAt: performance.now(),
      });
      const failure = request.url === '/v1/embeddings' ? failures.shift() : 404;
      if (failure === 'drop') {
        request.socket.destroy();
        return;
      }
      if (failure === 'stall') {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[');
        return;
      }
      if (failure !== undefined) {
        const { status, headers, code } =
          typeof failure === 'number' ? { status: failure, headers: {}, code: undefined } : failure;
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify({ error: { message: `refused with ${status}`, code } }));
        return;
      }
      paidTexts.push(...body.input);
      const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', model: body.model, data, usage: {} }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    paidTexts,
    failNext: (...next) => failures.push(...next),
    failAfter: (count, failure) => failures.push(...new Array<undefined>(count), failure),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
