import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IngestReport } from '../../ingest/ingest-report.ts';
import { runIngest } from '../../ingest/run-ingest.ts';
import { type AppContext, createAppContext } from '../../src/app-context.ts';
import { createEmbeddedIndexPublisher } from '../../src/clause-index/adapters/embedded/embedded-index-publisher.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createHttpApp } from '../../src/delivery/http/create-http-app.ts';
import { createLogger } from '../../src/logging.ts';

export interface AttackedApp {
  readonly baseUrl: string;
  readonly port: number;
  readonly dataDir: string;
  readonly ctx: AppContext;
  readonly report: IngestReport;
  /** Log lines so far. */
  readonly logs: readonly string[];
  close(): Promise<void>;
}

/** The app with everything real: files ingested into an index of their own, stores, assistant, audit log. */
export async function startAttackedApp(
  paths: readonly string[],
  overrides: Pick<Partial<AppContext>, 'chatModel'> = {},
): Promise<AttackedApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-attacked-'));
  const { config, secrets } = loadConfig({
    READER: 'off',
    DATA_DIR: dataDir,
    AUDIT_LOG: 'true',
    AUDIT_QUESTIONS: 'full',
  });
  const logs: string[] = [];
  const output = { write: (line: string) => void logs.push(line) };
  const ctx = createAppContext(config, secrets, {
    ...overrides,
    logger: createLogger({ config, secrets, output }),
  });
  const report = await runIngest({
    paths,
    origin: { kind: 'paths', fingerprint: '' },
    index: ctx.index,
    publisher: createEmbeddedIndexPublisher({ dataDir }),
    embedders: ctx.embedders,
  });
  const server = createServer(createHttpApp(ctx));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    ctx,
    report,
    logs,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ctx.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
