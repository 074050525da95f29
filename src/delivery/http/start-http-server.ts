import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlHost } from '../../config/config.ts';
import { ConfigError } from '../../domain/errors/config-error.ts';
import { takeInTurn } from './take-in-turn.ts';
import { type ConnectionLimits, watchConnections } from './watch-connections.ts';

/** A request must arrive whole within this time; the answer may take longer. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 65_000;

export interface HttpServer {
  /** http://127.0.0.1:3000; every address is shown as the loopback one. */
  readonly url: string;
  /** Accepts nothing new and lets open requests finish; those that take longer than `graceMs` are cut off. */
  stop(options: { readonly graceMs: number }): Promise<{ readonly cutOff: boolean }>;
}

/** Listens. Throws ConfigError where the address cannot be had, saying why and what helps. */
export async function startHttpServer(
  listener: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  limits: ConnectionLimits = {},
): Promise<HttpServer> {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 5000,
    },
    takeInTurn(listener),
  );
  watchConnections(server, limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return {
    url: `http://${urlHost(shown)}:${(server.address() as AddressInfo).port}`,
    stop: ({ graceMs }) => stopServer(server, graceMs),
  };
}

async function stopServer(server: Server, graceMs: number): Promise<{ cutOff: boolean }> {
  let cutOff = false;
  // A connection that ends its last request stays open for the next one, which will not be served.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const limit = setTimeout(() => {
    cutOff = true;
    server.closeAllConnections();
  }, graceMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(limit);
  return { cutOff };
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `端口 ${port} 已被占用：请停止占用它的程序，或换一个端口，如 PORT=${port === 3000 ? 3001 : 3000} npm start`,
        cause,
      );
    case 'EACCES':
      return new ConfigError(`没有权限监听端口 ${port}：请换一个 1024 以上的端口，如 PORT=3000`, cause);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(`HOST=${host} 不是本机的地址，无法监听`, cause);
    default:
      return error;
  }
}
