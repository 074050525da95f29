import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeEmbeddingService {
  readonly baseUrl: string;
  /** Every request in order: its texts, its model, its key. */
  readonly requests: { readonly texts: string[]; readonly model: string; readonly authorization: string }[];
  /** Answers the next requests with these status codes before it answers well again. */
  failNext(...statuses: number[]): void;
  close(): Promise<void>;
}

/** Speaks enough of OpenAI's embeddings API on a free port; vectors depend on the text alone and have length 3. */
export async function startFakeEmbeddingService(
  embed: (text: string) => number[] = (text) => [text.length + 1, text.codePointAt(0) ?? 0, 1],
): Promise<FakeEmbeddingService> {
  const requests: { texts: string[]; model: string; authorization: string }[] = [];
  const failures: number[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { input: string[]; model: string };
      requests.push({
        texts: body.input,
        model: body.model,
        authorization: request.headers.authorization ?? '',
      });
      const failure = request.url === '/v1/embeddings' ? failures.shift() : 404;
      response.writeHead(failure ?? 200, { 'content-type': 'application/json' });
      if (failure !== undefined) {
        response.end(JSON.stringify({ error: { message: `refused with ${failure}` } }));
        return;
      }
      const data = body.input.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) }));
      response.end(JSON.stringify({ object: 'list', model: body.model, data, usage: {} }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    failNext: (...statuses) => failures.push(...statuses),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
