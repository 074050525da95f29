import type { Logger } from 'pino';
import { openLmdbConversationStore } from './assistant/adapters/embedded/lmdb-conversation-store.ts';
import type { Assistant } from './assistant/ports/assistant.ts';
import type { ConversationStore } from './assistant/ports/conversation-store.ts';
import { createEmbeddedClauseIndex } from './clause-index/adapters/embedded/embedded-clause-index.ts';
import type { ClauseIndex, IndexSnapshot } from './clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from './clause-index/ports/scored-clause.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { SearchScope } from './domain/search-scope.ts';
import { createLogger } from './logging.ts';
import { createEmbedderProvider, type EmbedderConfig } from './models/create-embedder-provider.ts';
import type { EmbedderProvider } from './models/ports/embedder.ts';
import { retrieveClauses } from './retrieval/retrieve-clauses.ts';
import { collectiveReach } from './units/directory/collectives.ts';
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

/** What deliveries ask about names of units. */
export interface UnitLookup {
  /** Those of `knownNames` that a mention stands for, closest first. */
  namesFor(mention: string, knownNames: readonly string[]): readonly NamedMatch[];
  /** The present name of the body, null where none is known or only parts went on. */
  successorOf(name: string): { readonly name: string } | null;
  /** Whether a collective names every such body: 各区人民政府 for 西青区人民政府 and 西青区. */
  collectiveCovers(collectiveName: string, unitName: string): boolean;
}

/** Candidates for a query, best first, at most `limit`. */
export type SearchClauses = (
  snapshot: IndexSnapshot,
  request: { readonly query: string; readonly limit: number; readonly scope: SearchScope },
) => Promise<ScoredClause[]>;

/** Every collaborator, built once. Tests override. */
export interface AppContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly embedders: EmbedderProvider;
  readonly index: ClauseIndex;
  readonly units: UnitLookup;
  readonly searchClauses: SearchClauses;
  readonly conversations: ConversationStore;
  readonly assistant: Assistant;
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
  const embedders = overrides.embedders ?? createEmbedderProvider(chooseEmbedder(config, secrets));
  const index =
    overrides.index ??
    createEmbeddedClauseIndex({
      dataDir: config.dataDir,
      logger: logger.child({ room: 'clause-index' }),
    });
  const conversations = overrides.conversations ?? openLmdbConversationStore({ dataDir: config.dataDir });
  const directory = loadUnitDirectory();
  let closing: Promise<void> | null = null;
  return {
    config,
    logger,
    embedders,
    index,
    conversations,
    units: overrides.units ?? createUnitLookup(directory),
    searchClauses: overrides.searchClauses ?? createSearch(embedders),
    assistant: overrides.assistant ?? unavailableAssistant(),
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

function chooseEmbedder({ embeddings }: Config, { openaiApiKey }: Secrets): EmbedderConfig {
  if (embeddings.kind === 'local') return embeddings;
  const { model, baseUrl } = embeddings;
  return {
    kind: 'openai',
    apiKey: openaiApiKey?.reveal() ?? '',
    model,
    ...(baseUrl !== null && { baseUrl }),
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
    namesFor: (mention, knownNames) => directory.namesFor(mention, knownNames),
    successorOf: (name) => {
      const successor = directory.successorOf(name);
      return successor?.scope === 'whole' ? successor : null;
    },
    // 「西青区」 is asked for where its government is meant.
    collectiveCovers: (collective, unit) =>
      [unit, `${unit}人民政府`].some((name) => collectiveReach(collective, name) === 'all'),
  };
}

function unavailableAssistant(): Assistant {
  return {
    answer: async () => {
      throw new Error('the assistant is not wired yet');
    },
  };
}
