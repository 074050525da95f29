import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runIngest } from '../../../ingest/run-ingest.ts';
import { createKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { createAppContext } from '../../../src/app-context.ts';
import { createEmbeddedIndexPublisher } from '../../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp } from '../../../src/delivery/http/create-http-app.ts';
import { startHttpServer } from '../../../src/delivery/http/start-http-server.ts';
import { mcpRoutes } from '../../../src/delivery/mcp/mcp-routes.ts';
import type { EmbedderProvider } from '../../../src/models/ports/embedder.ts';
import { findFreePort } from '../../find-free-port.ts';

/** A whole service over an index of its own, asked with a key that sees some documents. */
export interface World {
  /** Sends a request with that key; `body` makes it a POST of JSON. */
  send(address: string, body?: unknown): Promise<WorldReply>;
  close(): Promise<void>;
}

export interface WorldReply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface WorldOptions {
  /** Files to index, in this order. */
  readonly files: readonly string[];
  /** Ids of the documents that the key sees. */
  readonly visible: readonly string[];
  /** Instead of the local embedder. */
  readonly embedders?: EmbedderProvider;
}

const STOP_MS = 2000;

/** Indexes the files in a temporary folder and serves them in this process on a free port; `close` removes the folder. */
export async function startWorld({ files, visible, embedders }: WorldOptions): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tiaowen-world-'));
  const keyFile = path.join(folder, 'keys.json');
  const { key, secret } = createKey(
    {
      name: 'restricted',
      scopes: ['ask', 'read'],
      documentIds: visible,
      mayNameEndUsers: false,
      expiresAt: null,
    },
    new Date(),
  );
  writeKeyFile(keyFile, [key]);
  const { config, secrets } = loadConfig({
    READER: 'off',
    DATA_DIR: folder,
    API_KEYS_FILE: keyFile,
    PORT: String(await findFreePort()),
    // The same in every world: it stands in answers.
    PUBLIC_URL: 'http://policies.example',
    LOG_LEVEL: 'silent',
    REQUESTS_PER_MINUTE: '1000000',
    REQUESTS_PER_MINUTE_PER_KEY: '1000000',
  });
  const ctx = createAppContext(config, secrets, embedders && { embedders });
  await runIngest({
    paths: files,
    origin: { kind: 'paths', fingerprint: '' },
    index: ctx.index,
    publisher: createEmbeddedIndexPublisher({ dataDir: folder }),
    embedders: ctx.embedders,
  });
  const server = await startHttpServer(createHttpApp(ctx, { mountAgents: mcpRoutes }), config);
  return {
    async send(address, body) {
      const response = await fetch(`${server.url}${address}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          accept: 'application/json, text/event-stream',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, text: await response.text() };
    },
    async close() {
      await server.stop({ graceMs: STOP_MS });
      await ctx.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
