import type { KeyRing } from '../access/ports/key-ring.ts';
import type { Visibility } from '../domain/search-scope.ts';
import type { ChannelQuestion } from './ports/channel-question.ts';

export interface VisibilityRules {
  /** Null where no keys are configured: every document is public then. */
  readonly ring: Pick<KeyRing, 'visibilityOf'> | null;
  /** Collections that anyone may see. */
  readonly publicCollections: readonly string[];
  /** `channel:place` → the collections that may be seen there as well. */
  readonly collectionsByPlace: ReadonlyMap<string, readonly string[]>;
}

/**
 * What may be seen where a question was asked: what is public, and the collections of the place unless anyone may read along there. Null for
 * nothing, also where a collection is unknown.
 */
export function chooseVisibility(
  { ring, publicCollections, collectionsByPlace }: VisibilityRules,
  channel: string,
  { place, isOpen }: Pick<ChannelQuestion, 'place' | 'isOpen'>,
): Visibility | null {
  if (ring === null) return 'all';
  const own = isOpen ? [] : (collectionsByPlace.get(`${channel}:${place}`) ?? []);
  const collections = [...new Set([...publicCollections, ...own])];
  return collections.length === 0 ? null : ring.visibilityOf(collections);
}
