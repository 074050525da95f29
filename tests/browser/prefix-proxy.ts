import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PrefixProxy {
  /** With the prefix, without a closing slash. */
  readonly url: string;
  /** Cuts the connection of the next answer after its first words. */
  cutNextAnswer: boolean;
  close(): Promise<void>;
}

const FIRST_WORDS =
  'event: answer-start\ndata: {"conversationId":"c","messageId":"m","resolvedQuestion":"q"}\n\n' +
  'event: answer-delta\ndata: {"text":"由市教委牵头，"}\n\n';

/** A proxy that puts the service below a path prefix, which it strips, and can fail in the middle of an answer. */
export async function startPrefixProxy(target: string, prefix: string): Promise<PrefixProxy> {
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404).end();
      return;
    }
    if (proxy.cutNextAnswer && incoming.url.endsWith('/api/chat')) {
      proxy.cutNextAnswer = false;
      outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      outgoing.write(FIRST_WORDS);
      setTimeout(() => outgoing.destroy(), 150);
      return;
    }
    const { method, headers } = incoming;
    const forwarded = request(
      `${target}${incoming.url.slice(prefix.length)}`,
      { method, headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: PrefixProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    cutNextAnswer: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
