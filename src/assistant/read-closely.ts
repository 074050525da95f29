import { ModelError } from '../domain/errors/model-error.ts';
import { readMessage } from '../judging/clause-features.ts';
import type { Judgement } from '../judging/judge-clauses.ts';
import { oddsOf, placesToRead, type ReadClause } from '../judging/judge-readings.ts';
import { choosePassages } from '../judging/passages.ts';
import type { Reader } from '../models/ports/reader.ts';
import { viewClause } from '../retrieval/clause-view.ts';
import { countWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Candidates } from './find-candidates.ts';

/** Passages of a clause that are read. */
export const PASSAGES_A_CLAUSE = 2;
/** Below that support nothing that was found is worth reading. */
const LEAST_SUPPORT = 0.03;
/** An answer to many asks reads no longer than that, milliseconds; what is asked after that is judged without. */
const LONGEST_READING = 800;
/** Looking for every term of a message in the passages of a clause. */
const STEPS_A_CLAUSE = 800;

/** Candidates that were read, by their places among all. */
export interface CloseReading {
  readonly places: readonly number[];
  /** Same order. */
  readonly clauses: readonly ReadClause[];
}

/**
 * Reads the message with the best candidates. Null where there is no reader, it is late or fails, or nothing is worth reading: the
 * first judgement stands then.
 */
export async function readClosely(
  candidates: Candidates,
  first: Judgement,
  { reader, spent }: AnswerContext,
): Promise<CloseReading | null> {
  if (reader === null || first.support < LEAST_SUPPORT) return null;
  if (spent.reading === 'late' || spent.readingMs >= LONGEST_READING) return null;
  const startedAt = performance.now();
  const readings = await readPlaces(candidates, placesToRead(first), reader).catch((error: unknown) => {
    if (error instanceof ModelError) return null;
    throw error;
  });
  spent.readingMs += performance.now() - startedAt;
  spent.reading = readings === null ? 'late' : 'used';
  // The clause that stands first has nothing that could be read: what was read decides nothing then.
  if (readings === null || !readings.has(first.best)) return null;
  const places = [...readings.keys()];
  const clauses = places.map((place) => ({
    score: oddsOf(first, place),
    readings: readings.get(place)!,
    features: candidates.features[place]!,
  }));
  return { places, clauses };
}

/** What the reader says of the passages of each candidate that has some, by its place. Throws ModelError. */
export async function readPlaces(
  { text, clauses }: Pick<Candidates, 'text' | 'clauses'>,
  places: readonly number[],
  reader: Reader,
): Promise<Map<number, readonly number[]>> {
  countWork(STEPS_A_CLAUSE * places.length);
  const message = readMessage(text);
  const passages = places.map((place) =>
    choosePassages(message, viewClause(clauses[place]!), PASSAGES_A_CLAUSE),
  );
  const levels = await reader.read(
    text,
    passages.flat().map((passage) => passage.text),
  );
  const readings = new Map<number, readonly number[]>();
  let at = 0;
  places.forEach((place, i) => {
    const { length } = passages[i]!;
    if (length > 0) readings.set(place, levels.slice(at, at + length));
    at += length;
  });
  return readings;
}
