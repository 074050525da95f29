import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppContext, NamedMatch } from '../../../src/app-context.ts';
import { openSqliteCitationArchive } from '../../../src/assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from '../../../src/assistant/adapters/embedded/sqlite-conversation-store.ts';
import { takeTurns } from '../../../src/assistant/take-turns.ts';
import { collectUnitTasks } from '../../../src/assistant/unit-tasks.ts';
import { openSqliteChannelInbox } from '../../../src/channels/adapters/embedded/sqlite-channel-inbox.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { createHttpApp, type HttpAppOptions } from '../../../src/delivery/http/create-http-app.ts';
import { openSqliteJobStore } from '../../../src/document-jobs/adapters/embedded/sqlite-job-store.ts';
import { openSqliteFeedbackStore } from '../../../src/feedback/adapters/embedded/sqlite-feedback-store.ts';
import { createLogger } from '../../../src/logging.ts';
import { createEmbedderProvider } from '../../../src/models/create-embedder-provider.ts';
import { createStoreMonitor } from '../../../src/storage/store-monitor.ts';
import { createWorkTurns } from '../../../src/turns/work-turns.ts';
import { createFakeAssistant, type FakeAssistant } from './fake-assistant.ts';
import { createSampleIndex } from './sample-index.ts';

export interface TestApp {
  readonly baseUrl: string;
  readonly port: number;
  readonly ctx: AppContext;
  readonly assistant: FakeAssistant;
  readonly index: ReturnType<typeof createSampleIndex>;
  /** Log lines so far. */
  readonly logs: string[];
  readonly stop: AbortController;
  close(): Promise<void>;
}

/** The real app on a free port, over the sample index and a fake assistant. */
export async function startTestApp(
  environment: Record<string, string> = {},
  overrides: Partial<AppContext> = {},
  options: HttpAppOptions = {},
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiaowen-http-'));
  const { config, secrets } = loadConfig({ LOG_LEVEL: 'info', ...environment, DATA_DIR: dataDir });
  const logs: string[] = [];
  const assistant = createFakeAssistant();
  const index = createSampleIndex();
  const stores = createStoreMonitor();
  const conversations = openSqliteConversationStore({ dataDir, monitor: stores });
  const citations = openSqliteCitationArchive({ dataDir });
  const feedback = openSqliteFeedbackStore({ dataDir });
  const inbox = openSqliteChannelInbox({ dataDir });
  const jobs = openSqliteJobStore({ dataDir });
  const stop = new AbortController();
  const turns = createWorkTurns({
    maxWaiting: config.maxWaitingAnswers,
    maxWaitingPerPayer: config.maxWaitingAnswers,
  });
  const ctx: AppContext = {
    config,
    logger: createLogger({ config, secrets, output: { write: (line) => void logs.push(line) } }),
    embedders: createEmbedderProvider({ kind: 'local' }),
    chatModel: null,
    openModelCalls: () => 0,
    turns,
    keys: null,
    audit: null,
    index,
    assistant: takeTurns(assistant, turns),
    conversations,
    feedback,
    citations,
    inbox,
    jobs,
    stores,
    units: {
      namesFor: matchSampleNames,
      successorOf: (name) => (name === '市财政局' ? { name: '市财政金融局' } : null),
      jurisdictionOf: () => null,
    },
    collectUnitTasks,
    warmUp: async () => {},
    searchClauses: async (_snapshot, { limit }) =>
      [
        { clauseId: 'linjiang-water:1.2', score: 3 },
        { clauseId: 'linjiang-water:1.1', score: 2 },
        { clauseId: 'gone:1', score: 1 },
      ].slice(0, limit),
    stopping: stop.signal,
    close: async () => {},
    ...overrides,
  };
  const server = createServer(createHttpApp(ctx, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    ctx,
    assistant,
    index,
    logs,
    stop,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([
        conversations.close(),
        feedback.close(),
        citations.close(),
        inbox.close(),
        jobs.close(),
      ]);
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** 水务局 is short for 市水务局, which was 市水利局 before and took a part of 市财政局 over. */
function matchSampleNames(mention: string, known: readonly string[]): NamedMatch[] {
  const matches: NamedMatch[] = [
    { name: mention, relation: 'same', explanation: null },
    ...(mention === '水务局' || mention === '市水利局'
      ? [{ name: '市水务局', relation: 'succession' as const, explanation: '市水利局现为市水务局' }]
      : []),
    ...(mention === '水务局'
      ? [{ name: '市财政局', relation: 'part-succession' as const, explanation: '部分职能' }]
      : []),
  ];
  return matches.filter((match) => known.includes(match.name));
}

/** POSTs JSON. */
export function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
