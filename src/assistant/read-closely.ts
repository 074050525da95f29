import { ModelError } from '../domain/errors/model-error.ts';
import { readMessage } from '../judging/clause-features.ts';
import type { Judgement } from '../judging/judge-clauses.ts';
import { oddsOf, placesToRead, type ReadClause } from '../judging/judge-readings.ts';
import { choosePassages } from '../judging/passages.ts';
import { viewClause } from '../retrieval/clause-view.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Candidates } from './find-candidates.ts';

/** Passages of a clause that are read. */
const PASSAGES_A_CLAUSE = 2;
/** Below that support nothing that was found is worth reading. */
const LEAST_SUPPORT = 0.03;

/** Candidates that were read, by their places among all. */
export interface CloseReading {
  readonly places: readonly number[];
  /** Same order. */
  readonly clauses: readonly ReadClause[];
}

/**
 * Reads the message with the best candidates. Null where there is no reader, it is late, or nothing is worth reading: the first
 * judgement stands then.
 */
export async function readClosely(
  candidates: Candidates,
  first: Judgement,
  { reader, spent }: AnswerContext,
): Promise<CloseReading | null> {
  if (reader === null || first.support < LEAST_SUPPORT) return null;
  const message = readMessage(candidates.text);
  const places = placesToRead(first);
  const passages = places.map((place) =>
    choosePassages(message, viewClause(candidates.clauses[place]!), PASSAGES_A_CLAUSE).map(
      ({ text }) => text,
    ),
  );
  const startedAt = performance.now();
  const readings = await reader.read(candidates.text, passages.flat()).catch((error: unknown) => {
    if (error instanceof ModelError) return null;
    throw error;
  });
  spent.readingMs += performance.now() - startedAt;
  spent.reading = readings === null ? 'late' : spent.reading === 'late' ? 'late' : 'used';
  if (readings === null) return null;
  let at = 0;
  const read = places.map((place, i) => {
    const own = readings.slice(at, at + passages[i]!.length);
    at += passages[i]!.length;
    return { place, score: oddsOf(first, place), readings: own };
  });
  const known = read.filter((clause) => clause.readings.length > 0);
  if (known.length === 0) return null;
  return {
    places: known.map(({ place }) => place),
    clauses: known.map(({ place, ...clause }) => ({ ...clause, features: candidates.features[place]! })),
  };
}
