import { IndexFormatError } from '../../../../domain/errors/index-format-error.ts';
import { explainDamage } from '../explain-damage.ts';
import type { IndexLayout } from '../index-layout.ts';
import { listGenerations } from './list-generations.ts';
import { readPointer } from './pointer-file.ts';

/**
 * The published version; null where nothing was ever published. Throws IndexFormatError, with what mends it, where the pointer is damaged,
 * or is gone while generations are there.
 */
export async function locatePublished(layout: IndexLayout): Promise<string | null> {
  try {
    const version = await readPointer(layout);
    if (version !== null) return version;
    const published = (await listGenerations(layout)).filter(({ isDraft }) => !isDraft);
    if (published.length === 0) return null;
    throw new IndexFormatError(`索引指针 ${layout.pointer} 不见了，而 ${layout.generations} 里有索引。`);
  } catch (error) {
    throw error instanceof IndexFormatError ? await explainDamage(layout, null, error) : error;
  }
}
