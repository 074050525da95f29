import type { Reader } from '../../src/models/ports/reader.ts';

/** Readings by reader, question and passages, for as long as the process runs: the same cases are asked of server after server. */
const readings = new Map<string, Promise<number[]>>();

/** The reader for a measurement: what was read in this process is not read again. The same passages in another order are read anew. */
export function shareReadings(reader: Reader): Reader {
  return {
    ...reader,
    read(question, passages) {
      const key = JSON.stringify([reader.id, question, passages]);
      const kept = readings.get(key);
      if (kept !== undefined) return kept;
      const reading = reader.read(question, passages);
      readings.set(key, reading);
      reading.catch(() => readings.delete(key));
      return reading;
    },
  };
}
