import { join } from 'node:path';
import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import type { IndexLayout } from '../index-layout.ts';
import { readManifest } from './generation-manifest.ts';
import { type ListedGeneration, listGenerations } from './list-generations.ts';
import { loadGeneration } from './load-generation.ts';
import type { OpenGeneration } from './open-generation.ts';
import { readPointer } from './pointer-file.ts';

/** The generation that the pointer names; null where the pointer is gone or damaged, or names what is not there. */
export async function findCurrent(layout: IndexLayout): Promise<ListedGeneration | null> {
  const version = await readPointer(layout).catch((error) => {
    if (error instanceof IndexFormatError) return null;
    throw error;
  });
  return (await listGenerations(layout)).find((each) => each.version === version) ?? null;
}

/**
 * The generations that could be published instead of `current`, the likeliest first: those that it replaced, as far as manifests tell;
 * then older ones; with `current` null (no pointer that could be believed) all. What a rollback took back and what was never published
 * come last then, and otherwise not at all.
 */
export async function listFallbacks(
  layout: IndexLayout,
  current: string | null,
): Promise<ListedGeneration[]> {
  const all = await listGenerations(layout);
  const isIn = (wanted: boolean) => (each: ListedGeneration) =>
    (each.isDraft || each.isWithdrawn) === !wanted;
  const here = all.find(({ version }) => version === current);
  if (here === undefined) return [...all.filter(isIn(true)), ...all.filter(isIn(false))];
  const chain = await followChain(layout, here, all);
  const older = all.filter(({ number }) => number < here.number);
  return [...new Set([...chain, ...older])].filter((each) => chain.includes(each) || isIn(true)(each));
}

/** What `start` replaced, what that replaced, and so on, as long as it is there and its manifest can be read. */
export async function followChain(
  layout: IndexLayout,
  start: ListedGeneration,
  all: readonly ListedGeneration[],
): Promise<ListedGeneration[]> {
  const chain: ListedGeneration[] = [];
  for (let at: ListedGeneration | undefined = start; at !== undefined; ) {
    const previous: string | null = await readManifest(layout.files, at.folder).then(
      (manifest) => manifest.previous,
      () => null,
    );
    at = all.find(({ version }) => version === previous);
    if (at === undefined || chain.includes(at) || at === start) break;
    chain.push(at);
  }
  return chain;
}

/** The first fallback that opens; null where none does. */
export async function findSound(layout: IndexLayout, current: string | null): Promise<OpenGeneration | null> {
  for (const { version } of await listFallbacks(layout, current)) {
    try {
      return await loadGeneration(layout, version);
    } catch (error) {
      if (!(error instanceof IndexFormatError)) throw error;
    }
  }
  return null;
}

/** Whether a version opens whole. */
export async function isSound(layout: IndexLayout, version: string): Promise<boolean> {
  return await loadGeneration(layout, version).then(
    () => true,
    () => false,
  );
}

export function folderOf(layout: IndexLayout, version: string): string {
  return join(layout.generations, version);
}
