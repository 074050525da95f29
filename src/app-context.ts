import type { Logger } from 'pino';
import type { Assistant } from './assistant/ports/assistant.ts';
import type { ConversationStore } from './assistant/ports/conversation-store.ts';
import type { ClauseIndex, IndexSnapshot } from './clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from './clause-index/ports/scored-clause.ts';
import type { Config } from './config/config.ts';
import type { SearchScope } from './domain/search-scope.ts';

/** What deliveries ask about names of units. */
export interface UnitLookup {
  /** Those of `knownNames` that a mention stands for: itself, short forms, other spellings, former and later names. */
  namesFor(mention: string, knownNames: readonly string[]): readonly { readonly name: string }[];
  /** The body that took the name over, null where none is known. */
  successorOf(name: string): { readonly name: string } | null;
  /** 各区人民政府 covers 西青区人民政府. */
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
