import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../files/is-missing.ts';
import type { IndexLayout } from '../index-layout.ts';

/**
 * Removes all generations but those to keep, and what crashed writers left. Only the holder of the writer's lock may
 * call this. Readers keep what they loaded in memory, so a folder in use may go.
 */
export async function pruneGenerations(layout: IndexLayout, keep: readonly (string | null)[]): Promise<void> {
  for (const name of await listGenerations(layout)) {
    if (!keep.includes(name)) await rm(join(layout.generations, name), { recursive: true, force: true });
  }
}

/** Every entry of the generations' folder, unfinished ones too. */
export async function listGenerations(layout: IndexLayout): Promise<string[]> {
  try {
    return await readdir(layout.generations);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
