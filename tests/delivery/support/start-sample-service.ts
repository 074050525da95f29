import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSeedIndex } from '../../../ingest/ensure-seed-index.ts';
import { SEEDS_DIR } from '../../../ingest/seeds-dir.ts';
import { createKey, type NewKey } from '../../../src/access/access-key.ts';
import { writeKeyFile } from '../../../src/access/key-file.ts';
import { type AppContext, createAppContext } from '../../../src/app-context.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp, type HttpAppOptions } from '../../../src/delivery/http/create-http-app.ts';
import { NO_EMBEDDERS } from '../../assistant/create-test-assistant.ts';
import { createMemoryIndex } from '../../assistant/memory-index.ts';
import { SAMPLE_POLICIES } from '../../assistant/sample-policies.ts';

export interface SampleService<Name extends string> {
  readonly url: string;
  readonly ctx: AppContext;
  /** The secret of each key. */
  readonly secrets: Readonly<Record<Name, string>>;
  /** Asks with the key of that name, or without one. */
  call(path: string, init?: CallInit<Name>): Promise<Response>;
  close(): Promise<void>;
}

export interface CallInit<Name extends string> {
  readonly method?: string;
  readonly as?: Name;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a request with a body is a POST unless it says otherwise. */
  readonly body?: unknown;
}

/** Tests ask faster than anyone; an empty value of theirs gives back the defaults. */
const NO_LIMITS = { REQUESTS_PER_MINUTE: '1000000', REQUESTS_PER_MINUTE_PER_KEY: '1000000' };

/** The real app with the real assistant over the sample policies; with `keys` it wants one of them. */
export async function startSampleService<Name extends string = never>({
  keys,
  environment = {},
  overrides = {},
  options = {},
  collections = {},
  useSeeds = false,
}: {
  readonly keys?: Readonly<Record<Name, Partial<NewKey>>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly overrides?: Parameters<typeof createAppContext>[2];
  readonly options?: HttpAppOptions;
  readonly collections?: Readonly<Record<string, readonly string[]>>;
  /** The real index over the project's documents instead of the sample in memory. */
  readonly useSeeds?: boolean;
} = {}): Promise<SampleService<Name>> {
  const folder = mkdtempSync(join(tmpdir(), 'tiaowen-service-'));
  const made = Object.entries<Partial<NewKey>>(keys ?? {}).map(([name, more]) => ({ name, ...make(more) }));
  const file = join(folder, 'keys.json');
  if (keys)
    writeKeyFile(
      file,
      made.map(({ key }) => key),
      collections,
    );
  const { config, secrets } = loadConfig({
    READER: 'off',
    LOG_LEVEL: 'silent',
    ...(keys && { API_KEYS_FILE: file, ...NO_LIMITS }),
    ...environment,
    DATA_DIR: folder,
  });
  const sample = { index: createMemoryIndex(SAMPLE_POLICIES), embedders: NO_EMBEDDERS };
  const ctx = createAppContext(config, secrets, { ...(!useSeeds && sample), ...overrides });
  if (useSeeds)
    await ensureSeedIndex({
      dataDir: folder,
      seedsDir: SEEDS_DIR,
      embedders: ctx.embedders,
      ownFiles: [file],
    });
  const server = createServer(createHttpApp(ctx, options));
  // A test that computes for seconds finds its connection as it left it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ownSecrets = Object.fromEntries(made.map(({ name, secret }) => [name, secret]));
  return {
    url,
    ctx,
    secrets: ownSecrets as Record<Name, string>,
    call: (path, { as, body, headers, method } = {}) =>
      fetch(`${url}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(as !== undefined && { authorization: `Bearer ${ownSecrets[as]}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ctx.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function make(more: Partial<NewKey>) {
  const wanted: NewKey = {
    name: 'x',
    scopes: ['ask', 'read'],
    documentIds: null,
    mayNameEndUsers: false,
    expiresAt: null,
  };
  return createKey({ ...wanted, ...more }, new Date());
}
