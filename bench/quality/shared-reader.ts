import type { Reader } from '../../src/models/ports/reader.ts';
import { KEPT } from './kept-numbers.ts';

/** Readings that are under way. */
const open = new Map<string, Promise<number[]>>();

/**
 * The reader for a measurement: what was read once in this process, or in one that shares `EVAL_CACHE` with it, is not read again. The same
 * passages in another order are read anew.
 */
export function shareReadings(reader: Reader): Reader {
  return {
    ...reader,
    read(question, passages) {
      const key = JSON.stringify([reader.id, question, passages]);
      const reading = open.get(key) ?? readOnce(reader, question, passages, key);
      open.set(key, reading);
      const end = () => open.delete(key);
      reading.then(end, end);
      return reading;
    },
  };
}

async function readOnce(
  reader: Reader,
  question: string,
  passages: readonly string[],
  key: string,
): Promise<number[]> {
  const kept = await KEPT.get(key);
  if (kept !== null) return Array.from(kept);
  const levels = await reader.read(question, passages);
  await KEPT.put(key, levels);
  return levels;
}
