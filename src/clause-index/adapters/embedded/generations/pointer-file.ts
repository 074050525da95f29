import { readFile } from 'node:fs/promises';
import { replaceDurably } from '../files/durable-files.ts';
import { isMissing } from '../files/is-missing.ts';
import type { IndexLayout } from '../index-layout.ts';

/** The published version, or null when nothing has been published. Costs one small read. */
export async function readPointer(layout: IndexLayout): Promise<string | null> {
  try {
    return (await readFile(layout.pointer, 'utf8')).trim() || null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Publishes: from this moment readers open `version`. */
export async function writePointer(layout: IndexLayout, version: string): Promise<void> {
  await replaceDurably(layout.pointer, `${version}\n`);
}
