import type { KeyRing } from '../access/ports/key-ring.ts';
import type { Visibility } from '../domain/search-scope.ts';
import type { ChannelQuestion } from './ports/channel-question.ts';

export interface VisibilityRules {
  /** Null where no keys are configured: every document is public then. */
  readonly ring: Pick<KeyRing, 'visibilityOf'> | null;
  /** Collections that anyone may see. */
  readonly publicCollections: readonly string[];
  /** `channel:place` → the collections that may be seen there. */
  readonly collectionsByPlace: ReadonlyMap<string, readonly string[]>;
}

/**
 * What may be seen where a question was asked: the collections of the place, elsewhere those that are public. Where anyone may read along
 * only what is public, whatever the place is said to have. Null for nothing, also where a collection is unknown.
 */
export function chooseVisibility(
  { ring, publicCollections, collectionsByPlace }: VisibilityRules,
  channel: string,
  { place, isOpen }: Pick<ChannelQuestion, 'place' | 'isOpen'>,
): Visibility | null {
  if (ring === null) return 'all';
  const named = collectionsByPlace.get(`${channel}:${place}`) ?? publicCollections;
  const collections = isOpen ? named.filter((name) => publicCollections.includes(name)) : named;
  return collections.length === 0 ? null : ring.visibilityOf(collections);
}
