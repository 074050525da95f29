import type { FuzzCase } from './fuzz-cases.ts';
import type { WholeReading } from './read-whole.ts';
import type { Reader } from './start-reader.ts';

/** How one kind of document fared at growing sizes. */
export interface CaseResult {
  readonly name: string;
  /** The reason for which a file of this kind is refused; null where it is read. */
  readonly refused: string | null;
  /** Processor time at the largest size that was read. */
  readonly milliseconds: number;
  /** Time at a size over time at half of it; 0 where both are too short to tell. */
  readonly growth: number;
  /** Code units of what is written over those of the source. */
  readonly output: number;
  /** Why the document counts as lost; empty where it survived. */
  readonly faults: readonly string[];
}

/** Doubling the size may not more than multiply the time by this; memory and caches make it more than 2. */
const MOST_GROWTH = 2.6;
/** Shorter readings tell nothing about growth. */
const SHORTEST = 150;
/** Readings of one size; the fastest counts. */
const REPEATS = 3;
/** What is written for one code unit of a source at most, and for a document of any size. */
export const MOST_OUTPUT = { perUnit: 250, fixed: 100_000 };

/**
 * Reads a case at an eighth, a quarter, a half and the whole of `bytes`. Growth is judged between the two largest sizes; where it seems
 * too much, both are read again and the shortest times count, for other programs take their share of the processor.
 */
export async function measureCase(
  reader: Reader,
  options: { readonly fuzzCase: FuzzCase; readonly position: number; readonly bytes: number },
): Promise<CaseResult> {
  const { fuzzCase, position, bytes } = options;
  const name = `${fuzzCase.family}: ${fuzzCase.name}`;
  const times = new Map<number, number>();
  let last: WholeReading | null = null;
  let output = 0;
  const faults = new Set<string>();
  const readOnce = async (size: number): Promise<string | null> => {
    const reply = await reader.read({ position, bytes: size });
    if ('refused' in reply) return reply.refused;
    if ('failed' in reply) {
      faults.add(`${reply.failed} (${size} bytes)`);
      return null;
    }
    for (const problem of reply.problems) faults.add(problem);
    if (reply.written > MOST_OUTPUT.perUnit * reply.length + MOST_OUTPUT.fixed)
      faults.add(`${reply.written} code units written for ${reply.length}`);
    const time = Object.values(reply.times).reduce((sum, part) => sum + part, 0);
    times.set(size, Math.min(times.get(size) ?? Number.POSITIVE_INFINITY, time));
    output = Math.max(output, reply.written / (reply.length + MOST_OUTPUT.fixed / MOST_OUTPUT.perUnit));
    last = reply;
    return null;
  };
  let refused: string | null = null;
  for (const size of [bytes / 8, bytes / 4, bytes / 2, bytes].map(Math.floor)) {
    refused = await readOnce(size);
    if (refused !== null || faults.size > 0) break;
  }
  const [half, whole] = [Math.floor(bytes / 2), Math.floor(bytes)];
  const growth = (): number => {
    const [before, after] = [times.get(half) ?? 0, times.get(whole) ?? 0];
    return before < SHORTEST ? 0 : after / before;
  };
  for (let repeat = 1; repeat < REPEATS && growth() > MOST_GROWTH && faults.size === 0; repeat++) {
    await readOnce(half);
    await readOnce(whole);
  }
  if (growth() > MOST_GROWTH) faults.add(`${growth().toFixed(1)} × the time at twice the size`);
  return {
    name,
    refused: last === null ? refused : null,
    milliseconds: times.get(whole) ?? 0,
    growth: growth(),
    output,
    faults: [...faults],
  };
}
