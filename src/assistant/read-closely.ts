import type { ClauseRecord } from '../domain/clause.ts';
import { ModelError } from '../domain/errors/model-error.ts';
import { readMessage } from '../judging/clause-features.ts';
import type { Judgement } from '../judging/judge-clauses.ts';
import { oddsOf, type PassageReading, placesToRead, type ReadClause } from '../judging/judge-readings.ts';
import { choosePassages, type Passage } from '../judging/passages.ts';
import type { Reader } from '../models/ports/reader.ts';
import { type ClauseView, viewClause } from '../retrieval/clause-view.ts';
import { countWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Candidates } from './find-candidates.ts';

/** Passages of a clause that are read. */
export const PASSAGES_A_CLAUSE = 2;
/** Of one that is said, to find the sentences that answer. */
const PASSAGES_OF_CHOSEN = 8;
/** Below that support nothing that was found is worth reading. */
const LEAST_SUPPORT = 0.03;
/** An answer to many asks reads no longer than that, milliseconds; what is asked after that is judged without. */
const LONGEST_READING = 2500;
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
  if (isSpent(spent, reader)) return null;
  const readings = await timed(readPlaces(candidates, placesToRead(first), reader), spent);
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
): Promise<Map<number, readonly PassageReading[]>> {
  countWork(STEPS_A_CLAUSE * places.length);
  const message = readMessage(text);
  const passages = places.map((place) =>
    choosePassages(message, viewClause(clauses[place]!), PASSAGES_A_CLAUSE),
  );
  const levels = await readPassages(text, passages.flat(), reader);
  const readings = new Map<number, readonly PassageReading[]>();
  let at = 0;
  places.forEach((place, i) => {
    const { length } = passages[i]!;
    if (length > 0) readings.set(place, levels.slice(at, at + length));
    at += length;
  });
  return readings;
}

/**
 * What is said of a clause is chosen among all its passages: reads those that were not read when it was chosen, up to a bound. `known`: those that
 * were; they are all there is where the reader is late.
 */
export async function readChosen(
  text: string,
  clause: ClauseRecord,
  known: readonly PassageReading[],
  { reader, spent }: AnswerContext,
): Promise<readonly PassageReading[]> {
  if (reader === null || known.length < PASSAGES_A_CLAUSE || isSpent(spent, reader)) return known;
  const all = await timed(readRest(text, viewClause(clause), known, reader), spent);
  if (all === null) spent.reading = 'late';
  return all ?? known;
}

/** Whether an answer has read as long as it may, or in vain. */
function isSpent({ reading, readingMs }: AnswerContext['spent'], reader: Reader): boolean {
  return reading === 'late' || readingMs >= (reader.longestMs ?? LONGEST_READING);
}

/** `known` and the readings of the other passages of a clause, up to a bound. Throws ModelError. */
export async function readRest(
  text: string,
  view: ClauseView,
  known: readonly PassageReading[],
  reader: Reader,
): Promise<readonly PassageReading[]> {
  const message = readMessage(text);
  const read = new Set(choosePassages(message, view, PASSAGES_A_CLAUSE));
  const rest = choosePassages(message, view, PASSAGES_OF_CHOSEN).filter((passage) => !read.has(passage));
  countWork(STEPS_A_CLAUSE);
  return rest.length === 0 ? known : [...known, ...(await readPassages(text, rest, reader))];
}

async function readPassages(
  text: string,
  passages: readonly Passage[],
  reader: Reader,
): Promise<PassageReading[]> {
  const levels = await reader.read(
    text,
    passages.map((passage) => passage.text),
  );
  return passages.map(({ sentences }, i) => ({ level: levels[i]!, sentences }));
}

/** Counts the time of a reading; null where it failed. */
async function timed<T>(reading: Promise<T>, spent: AnswerContext['spent']): Promise<T | null> {
  const startedAt = performance.now();
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  } finally {
    spent.readingMs += performance.now() - startedAt;
  }
}
