import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { OpenGeneration } from '../../src/clause-index/adapters/embedded/generations/open-generation.ts';
import { SharedGeneration } from '../../src/clause-index/adapters/embedded/shared-generation.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Stands in for a loaded index; only its life matters here. */
function makeGeneration(): OpenGeneration {
  return {
    version: 'g1',
    embedderId: 'e',
    clauses: { records: new Array(1000).fill('text') },
  } as unknown as OpenGeneration;
}

async function isAlive(reference: WeakRef<OpenGeneration>): Promise<boolean> {
  // A WeakRef holds its target until the current job ends.
  await wait(1);
  collectGarbage();
  return reference.deref() !== undefined;
}

describe('SharedGeneration', () => {
  it('lets go of its memory after retirement and the last release, though somebody keeps the snapshot', async () => {
    let generation: OpenGeneration | null = makeGeneration();
    const reference = new WeakRef(generation);
    const shared = new SharedGeneration(generation);
    generation = null;
    const first = shared.lend();
    const second = shared.lend();
    shared.retire();
    first.release();
    first.release();
    expect(await isAlive(reference)).toBe(true);
    expect(second.version).toBe('g1');
    second.release();
    expect(await isAlive(reference)).toBe(false);
    expect(() => second.clauses).toThrow(/released/);
  });

  it('lives on without borrowers until it is retired', async () => {
    const shared = new SharedGeneration(makeGeneration());
    shared.lend().release();
    expect(shared.lend().embedderId).toBe('e');
    shared.retire();
  });
});
