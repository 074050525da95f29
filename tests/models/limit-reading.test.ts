import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/domain/errors/model-error.ts';
import type { Reader } from '../../src/models/ports/reader.ts';
import { limitReading } from '../../src/models/resilience/limit-reading.ts';

/** A reader whose readings end when told to. */
function slowReader() {
  const open: (() => void)[] = [];
  const reader: Reader = {
    id: 'slow',
    read: (_question, passages) =>
      new Promise((resolve) => {
        open.push(() => resolve(passages.map((passage) => passage.length)));
      }),
    close: async () => {},
  };
  return { reader, open };
}

describe('a reader that nobody waits for too long', () => {
  it('gives what is read in time, and nothing for nothing', async () => {
    const { reader, open } = slowReader();
    const limited = limitReading(reader);
    const reading = limited.read('问', ['一', '二三']);
    open.forEach((end) => void end());
    expect(await reading).toEqual([1, 2]);
    expect(await limited.read('问', [])).toEqual([]);
  });

  it('fails when it takes longer than the limit', async () => {
    const { reader } = slowReader();
    const reading = limitReading(reader, { timeoutMs: 5 }).read('问', ['一']);
    await expect(reading).rejects.toMatchObject({ code: 'model-failed', reason: 'timeout' });
  });

  it('leaves a reader that failed alone for a while, and tells of it once', async () => {
    const told: unknown[] = [];
    let asked = 0;
    const broken: Reader = {
      id: 'broken',
      read: async () => {
        asked++;
        throw new ModelError('no', { reason: 'unusable' });
      },
      close: async () => {},
    };
    const limited = limitReading(broken, { onFailure: (error) => told.push(error) });
    await expect(limited.read('问', ['一'])).rejects.toMatchObject({ reason: 'unusable' });
    await expect(limited.read('问', ['一'])).rejects.toMatchObject({ reason: 'unavailable' });
    expect([asked, told.length]).toEqual([1, 1]);
  });

  it('takes no more at a time than it can read, and takes again when one has ended, late or not', async () => {
    const { reader, open } = slowReader();
    const limited = limitReading(reader, { timeoutMs: 5, mostOpen: 1 });
    await expect(limited.read('问', ['一'])).rejects.toThrow(ModelError);
    await expect(limited.read('问', ['一'])).rejects.toMatchObject({ reason: 'unavailable' });
    open.forEach((end) => void end());
    await new Promise((resolve) => setImmediate(resolve));
    const again = limited.read('问', ['一二']);
    open.forEach((end) => void end());
    expect(await again).toEqual([2]);
  });
});
