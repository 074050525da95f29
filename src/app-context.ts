import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { openKeyRing } from './access/open-key-ring.ts';
import type { KeyRing } from './access/ports/key-ring.ts';
import { openSqliteCitationArchive } from './assistant/adapters/embedded/sqlite-citation-archive.ts';
import { openSqliteConversationStore } from './assistant/adapters/embedded/sqlite-conversation-store.ts';
import { answerOnce } from './assistant/answer-once.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import type { Assistant } from './assistant/ports/assistant.ts';
import type { CitationArchive } from './assistant/ports/citation-archive.ts';
import type { ConversationStore } from './assistant/ports/conversation-store.ts';
import { takeTurns } from './assistant/take-turns.ts';
import { collectUnitTasks, type UnitTasks, type UnitTasksRequest } from './assistant/unit-tasks.ts';
import { openFileAuditLog } from './audit/adapters/files/open-file-audit-log.ts';
import { createAuditKeys } from './audit/audit-keys.ts';
import type { AuditLog } from './audit/ports/audit-log.ts';
import { openSqliteChannelInbox } from './channels/adapters/embedded/sqlite-channel-inbox.ts';
import type { ChannelInbox } from './channels/ports/channel-inbox.ts';
import { withoutStore } from './channels/without-store.ts';
import { createEmbeddedClauseIndex } from './clause-index/adapters/embedded/embedded-clause-index.ts';
import type { ClauseIndex, IndexSnapshot } from './clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from './clause-index/ports/scored-clause.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { applyTracingPolicy } from './config/tracing.ts';
import {
  createConfiguredChatModel,
  createConfiguredEmbedders,
  createConfiguredReader,
  createModelParts,
  hasBudget,
} from './configured-models.ts';
import { openSqliteJobStore } from './document-jobs/adapters/embedded/sqlite-job-store.ts';
import type { JobStore } from './document-jobs/ports/job-store.ts';
import type { PolicyDocument } from './domain/policy-document.ts';
import type { SearchScope } from './domain/search-scope.ts';
import { openSqliteFeedbackStore } from './feedback/adapters/embedded/sqlite-feedback-store.ts';
import type { FeedbackStore } from './feedback/ports/feedback-store.ts';
import { createLogger } from './logging.ts';
import { openSqliteUsageStore } from './models/adapters/embedded/sqlite-usage-store.ts';
import { openSqliteVectorCache } from './models/adapters/embedded/sqlite-vector-cache.ts';
import { countCalls } from './models/count-calls.ts';
import { preloadChatModel } from './models/create-chat-model.ts';
import type { ChatModel } from './models/ports/chat-model.ts';
import type { EmbedderProvider } from './models/ports/embedder.ts';
import type { Reader } from './models/ports/reader.ts';
import { jurisdictionOf } from './questions/find-places.ts';
import { retrieveClauses } from './retrieval/retrieve-clauses.ts';
import { createStoreMonitor, type StoreMonitor } from './storage/store-monitor.ts';
import { openStoresInThread } from './stores/thread/open-stores-in-thread.ts';
import { createWorkTurns, type WorkTurns } from './turns/work-turns.ts';
import { loadUnitDirectory, type UnitDirectory } from './units/directory/unit-directory.ts';

/** A printed name that a mention stands for. */
export interface NamedMatch {
  /** As printed in the index. */
  readonly name: string;
  /** `part-succession` is to be offered, never merged. */
  readonly relation: 'same' | 'short-form' | 'spelling' | 'succession' | 'part-succession';
  /** One line for people where the name is another one over time; else null. */
  readonly explanation: string | null;
}

/** What deliveries ask about names of units. `jurisdiction` is the place whose bodies 市… and 省… mean. */
export interface UnitLookup {
  /** The one place that the documents share, else null. */
  jurisdictionOf(documents: readonly PolicyDocument[]): string | null;
  /** Those of `knownNames` that a mention stands for, closest first. Pass the same array for the same index. */
  namesFor(
    mention: string,
    knownNames: readonly string[],
    jurisdiction: string | null,
  ): readonly NamedMatch[];
  /** The present name of the body, null where none is known or only parts went on. */
  successorOf(name: string, jurisdiction: string | null): { readonly name: string } | null;
}

/** Candidates for a query, best first, at most `limit`. */
export type SearchClauses = (
  snapshot: IndexSnapshot,
  request: { readonly query: string; readonly limit: number; readonly scope: SearchScope },
) => Promise<ScoredClause[]>;

/** All tasks of a unit, complete; the same function that answers in words list from. */
export type CollectUnitTasks = (snapshot: IndexSnapshot, request: UnitTasksRequest) => Promise<UnitTasks>;

/** Every collaborator, built once. Tests override. */
export interface AppContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly embedders: EmbedderProvider;
  /** Null where answers are made of the clauses' own sentences. */
  readonly chatModel: ChatModel | null;
  /** Calls of the chat model that are open in this process. */
  readonly openModelCalls: () => number;
  readonly index: ClauseIndex;
  readonly units: UnitLookup;
  readonly searchClauses: SearchClauses;
  readonly collectUnitTasks: CollectUnitTasks;
  readonly conversations: ConversationStore;
  readonly feedback: FeedbackStore;
  /** Null where requests are not audited. */
  readonly audit: AuditLog | null;
  /** Clauses as they were cited. */
  readonly citations: CitationArchive;
  /** Messages that channels have taken. */
  readonly inbox: ChannelInbox;
  /** Orders to add, publish and remove documents. */
  readonly jobs: JobStore;
  /** Whether what is kept can be read and written. */
  readonly stores: StoreMonitor;
  /** Null where no keys are configured: everyone who reaches the address may ask. */
  readonly keys: KeyRing | null;
  /** Turns at this process' thread; the assistant takes them by itself. */
  readonly turns: WorkTurns;
  readonly assistant: Assistant;
  /** Loads what the first answer needs (dictionaries, names, views of the index), so that it comes as fast as the rest. */
  warmUp(): Promise<void>;
  /** Aborted when the process was told to stop: from then on it is not ready. */
  readonly stopping: AbortSignal;
  /** Closes index and stores; may be called twice. */
  close(): Promise<void>;
}

/**
 * Builds every collaborator that is not overridden. `close` closes what was built here. Processes that serve the same data folder at
 * the same time each need an `auditWriter` of their own.
 */
export function createAppContext(
  config: Config,
  secrets: Secrets,
  overrides: Partial<Omit<AppContext, 'config' | 'close'>> & {
    readonly auditWriter?: string;
    /** True for a process that serves: answers wait for the disk in a thread of its own. */
    readonly storesInThread?: boolean;
    /** Null: candidates are judged by words and vectors alone. */
    readonly reader?: Reader | null;
  } = {},
): AppContext {
  // Before anything of LangChain is loaded: it reads the environment by itself.
  applyTracingPolicy(config);
  const logger = overrides.logger ?? createLogger({ config, secrets });
  const stores = overrides.stores ?? createStoreMonitor(tellStores(logger.child({ room: 'storage' })));
  const inFolder = { dataDir: config.dataDir, monitor: stores };
  const vectorCache = openSqliteVectorCache({ dataDir: config.dataDir });
  const embedders = overrides.embedders ?? createConfiguredEmbedders(config, secrets, vectorCache);
  const reader = overrides.reader === undefined ? createConfiguredReader(config, logger) : overrides.reader;
  const index =
    overrides.index ??
    createEmbeddedClauseIndex({
      dataDir: config.dataDir,
      logger: logger.child({ room: 'clause-index' }),
    });
  const inThread = overrides.storesInThread ? openStoresInThread(inFolder) : null;
  const conversations =
    overrides.conversations ?? inThread?.conversations ?? openSqliteConversationStore(inFolder);
  const feedback = overrides.feedback ?? openSqliteFeedbackStore(inFolder);
  const audit =
    overrides.audit === undefined
      ? openConfiguredAuditLog(config, secrets, logger, overrides.auditWriter)
      : overrides.audit;
  const citations = overrides.citations ?? inThread?.citations ?? openSqliteCitationArchive(inFolder);
  const inbox = overrides.inbox ?? withoutStore(openSqliteChannelInbox(inFolder));
  const jobs = overrides.jobs ?? openSqliteJobStore(inFolder);
  const directory = loadUnitDirectory();
  const usage = hasBudget(config) ? openSqliteUsageStore(inFolder) : null;
  const configuredModel = overrides.chatModel ?? createConfiguredChatModel(config, secrets, usage, logger);
  const turns = overrides.turns ?? createConfiguredTurns(config);
  // An answer that waits for the model takes no time of the thread.
  const counted = configuredModel && countCalls(configuredModel, turns.pass);
  const chatModel = counted?.model ?? null;
  const assistant = createAssistant({
    ...createModelParts(chatModel, config),
    index,
    embedders,
    reader,
    conversations,
    citations,
    unitDirectory: directory,
    contact: config.contact,
    clock: () => new Date(),
    newId: randomUUID,
    logger: logger.child({ room: 'assistant' }),
  });
  // The model ends before the cache that keeps its vectors.
  const closeEmbedders = async () => {
    if (overrides.embedders === undefined) await embedders.close();
    await vectorCache.close();
  };
  let closing: Promise<void> | null = null;
  return {
    config,
    logger,
    embedders,
    chatModel,
    openModelCalls: counted?.open ?? (() => 0),
    index,
    conversations,
    feedback,
    audit,
    citations,
    inbox,
    jobs,
    stores,
    keys: overrides.keys ?? openConfiguredKeys(config, logger),
    units: overrides.units ?? createUnitLookup(directory),
    searchClauses: overrides.searchClauses ?? createSearch(embedders),
    collectUnitTasks: overrides.collectUnitTasks ?? collectUnitTasks,
    turns,
    assistant: overrides.assistant ?? answerOnce(takeTurns(assistant, turns), conversations),
    warmUp:
      overrides.warmUp ??
      (async () => {
        await Promise.all([assistant.warmUp(), chatModel === null ? undefined : preloadChatModel()]);
      }),
    stopping: overrides.stopping ?? new AbortController().signal,
    close: () => {
      closing ??= Promise.all([
        overrides.index ? undefined : index.close(),
        overrides.conversations ? undefined : conversations.close(),
        overrides.feedback ? undefined : feedback.close(),
        overrides.audit === undefined ? audit?.close() : undefined,
        overrides.citations ? undefined : citations.close(),
        overrides.inbox ? undefined : inbox.close(),
        overrides.jobs ? undefined : jobs.close(),
        closeEmbedders(),
        overrides.reader === undefined ? reader?.close() : undefined,
        usage?.close(),
      ]).then(() => undefined);
      return closing;
    },
  };
}

/** With keys, one of them fills no more than half of the waiting room. */
function createConfiguredTurns({ maxWaitingAnswers, apiKeysFile }: Config): WorkTurns {
  const maxWaitingPerPayer = apiKeysFile === null ? maxWaitingAnswers : Math.ceil(maxWaitingAnswers / 2);
  return createWorkTurns({ maxWaiting: maxWaitingAnswers, maxWaitingPerPayer });
}

function openConfiguredKeys({ apiKeysFile, dataDir }: Config, logger: Logger): KeyRing | null {
  if (apiKeysFile === null) return null;
  const log = logger.child({ room: 'access' });
  return openKeyRing({
    path: apiKeysFile,
    endedSessions: join(dataDir, 'sessions'),
    onProblem: (err) => log.error({ err }, 'access keys could not be read again'),
  });
}

function openConfiguredAuditLog(
  { dataDir, audit }: Config,
  { auditKeys }: Secrets,
  logger: Logger,
  writer?: string,
): AuditLog | null {
  if (audit === null) return null;
  const log = logger.child({ room: 'audit' });
  return openFileAuditLog({
    dataDir,
    questions: audit.questions,
    keys: createAuditKeys(auditKeys.map((key) => key.reveal())),
    ...(writer !== undefined && { writer }),
    onProblem: (err, state) => log.error({ err, ...state }, 'audit log could not be written'),
  });
}

function tellStores(logger: Logger): StoreMonitor['onChange'] {
  return (store, err) => {
    if (err) logger.error({ err, store, reason: err.reason }, 'a store cannot be used');
    else logger.info({ store }, 'a store works again');
  };
}

function createSearch(embedders: EmbedderProvider): SearchClauses {
  return (snapshot, { query, limit, scope }) => {
    const embedder = embedders.forIndex(snapshot.embedderId, snapshot.embedderState);
    return retrieveClauses({ text: query }, snapshot, embedder, { scope, limit });
  };
}

function createUnitLookup(directory: UnitDirectory): UnitLookup {
  return {
    jurisdictionOf,
    namesFor: (mention, knownNames, jurisdiction) =>
      directory.namesFor(mention, knownNames, { jurisdiction }),
    successorOf: (name, jurisdiction) => {
      const successor = directory.successorOf(name, { jurisdiction });
      return successor?.scope === 'whole' ? successor : null;
    },
  };
}
