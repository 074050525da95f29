import type { Logger } from 'pino';
import type { Assistant } from './assistant/ports/assistant.ts';
import type { ConversationStore } from './assistant/ports/conversation-store.ts';
import type { ClauseIndex, IndexSnapshot } from './clause-index/ports/index-snapshot.ts';
import type { ScoredClause } from './clause-index/ports/scored-clause.ts';
import type { Config } from './config/config.ts';
import type { SearchScope } from './domain/search-scope.ts';

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
  /** The present name of the body, null where none is known. */
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
