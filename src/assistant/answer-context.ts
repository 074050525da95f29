import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import type { Embedder } from '../models/ports/embedder.ts';
import type { Reader } from '../models/ports/reader.ts';
import type { QuestionReading } from '../questions/question-reading.ts';
import type { EmbeddingOutcome } from '../retrieval/retrieve-clauses.ts';
import type { UnitDirectory } from '../units/directory/unit-directory.ts';
import type { CorpusView } from './corpus-view.ts';
import type { Picks } from './picking/pick-evidence.ts';

/** What every step of one answer works with. */
export interface AnswerContext {
  readonly snapshot: IndexSnapshot;
  readonly embedder: Embedder | null;
  /** Null: the words and vectors of clauses decide alone. */
  readonly reader: Reader | null;
  /** Asks a model which of the candidates answer the question, the most probable first; absent without one. Null where it does not say. */
  readonly pick?: (text: string, clauses: readonly ClauseRecord[]) => Promise<Picks | null>;
  readonly unitDirectory: UnitDirectory;
  readonly corpus: CorpusView;
  readonly reading: QuestionReading;
  /** What the caller may see and asked for; documents that the question names narrow it (`narrowScope`). */
  readonly scope: SearchScope;
  /** ISO date by which periods are judged. */
  readonly asOf: string;
  /** Milliseconds spent so far in searches and in reading candidates, and what became of the question's vector and of the reading. */
  readonly spent: {
    retrievalMs: number;
    readingMs: number;
    embedding: EmbeddingOutcome;
    reading: EmbeddingOutcome;
  };
}
