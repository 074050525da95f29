import { z } from 'zod';
import type { Visibility } from '../domain/search-scope.ts';

/** A name for people: any script, no comma (lists of names are written with it), no white space at its ends. */
export const CollectionName = z.string().regex(/^[^\s,，](?:[^,，\r\n]{0,98}[^\s,，])?$/u);

/** Named sets of documents: name → ids. */
export const Collections = z.record(CollectionName, z.array(z.string().min(1)));
export type Collections = Readonly<Record<string, readonly string[]>>;

/** What the collections of these names hold together; null where a name is unknown. */
export function documentsIn(names: readonly string[], collections: Collections): string[] | null {
  const ids: string[] = [];
  for (const name of names) {
    if (!Object.hasOwn(collections, name)) return null;
    ids.push(...collections[name]!);
  }
  return [...new Set(ids)];
}

/** What one may see who sees these documents and no others. */
export function visibilityFor(documentIds: readonly string[]): Visibility {
  return { documentIds: new Set(documentIds) };
}
