import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { openLmdbConversationStore } from './assistant/adapters/embedded/lmdb-conversation-store.ts';
import { createAssistant } from './assistant/create-assistant.ts';
import type { Assistant } from './assistant/ports/assistant.ts';
import type { ConversationStore } from './assistant/ports/conversation-store.ts';
import { collectUnitTasks, type UnitTasks, type UnitTasksRequest } from './assistant/unit-tasks.ts';
import { createEmbeddedClauseIndex } from './clause-index/adapters/embedded/embedded-clause-index.ts';
import type { ClauseIndex, IndexSnapshot } from './clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from './clause-index/ports/scored-clause.ts';
import type { Config } from './config/config.ts';
import { chooseEmbedder } from './config/embedder-settings.ts';
import type { Secrets } from './config/secrets.ts';
import type { PolicyDocument } from './domain/policy-document.ts';
import type { SearchScope } from './domain/search-scope.ts';
import { createLogger } from './logging.ts';
import { createEmbedderProvider } from './models/create-embedder-provider.ts';
import type { EmbedderProvider } from './models/ports/embedder.ts';
import { jurisdictionOf } from './questions/find-places.ts';
import { retrieveClauses } from './retrieval/retrieve-clauses.ts';
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
  readonly index: ClauseIndex;
  readonly units: UnitLookup;
  readonly searchClauses: SearchClauses;
  readonly collectUnitTasks: CollectUnitTasks;
  readonly conversations: ConversationStore;
  readonly assistant: Assistant;
  /** Loads what the first answer needs (dictionaries, names, views of the index), so that it comes as fast as the rest. */
  warmUp(): Promise<void>;
  /** Aborted when the process was told to stop: from then on it is not ready. */
  readonly stopping: AbortSignal;
  /** Closes index and stores; may be called twice. */
  close(): Promise<void>;
}

/** Builds every collaborator that is not overridden. `close` closes what was built here. */
export function createAppContext(
  config: Config,
  secrets: Secrets,
  overrides: Partial<Omit<AppContext, 'config' | 'close'>> = {},
): AppContext {
  const logger = overrides.logger ?? createLogger({ config, secrets });
  const embedders = overrides.embedders ?? createConfiguredEmbedders(config, secrets);
  const index =
    overrides.index ??
    createEmbeddedClauseIndex({
      dataDir: config.dataDir,
      logger: logger.child({ room: 'clause-index' }),
    });
  const conversations = overrides.conversations ?? openLmdbConversationStore({ dataDir: config.dataDir });
  const directory = loadUnitDirectory();
  const assistant = createAssistant({
    index,
    embedders,
    conversations,
    unitDirectory: directory,
    clock: () => new Date(),
    newId: randomUUID,
    logger: logger.child({ room: 'assistant' }),
  });
  let closing: Promise<void> | null = null;
  return {
    config,
    logger,
    embedders,
    index,
    conversations,
    units: overrides.units ?? createUnitLookup(directory),
    searchClauses: overrides.searchClauses ?? createSearch(embedders),
    collectUnitTasks: overrides.collectUnitTasks ?? collectUnitTasks,
    assistant: overrides.assistant ?? assistant,
    warmUp: overrides.warmUp ?? (() => assistant.warmUp()),
    stopping: overrides.stopping ?? new AbortController().signal,
    close: () => {
      closing ??= Promise.all([
        overrides.index ? undefined : index.close(),
        overrides.conversations ? undefined : conversations.close(),
      ]).then(() => undefined);
      return closing;
    },
  };
}

/** The embedders that the settings ask for; ingestion builds with the same ones that answer. */
export function createConfiguredEmbedders(config: Config, secrets: Secrets): EmbedderProvider {
  return createEmbedderProvider(chooseEmbedder(config, secrets));
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
