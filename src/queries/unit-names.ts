import type { UnitName } from '../clause-index/ports/unit-index.ts';

/** A printed name that a mention is followed to; bodies that share only a part are left out. */
export interface FollowedName {
  readonly name: string;
  /** Another name over time. */
  readonly isSuccession: boolean;
}

/** What the unit directory knows of the printed names that the caller may see. */
export interface UnitNames {
  /** The same array as long as what is visible stays the same. */
  readonly known: readonly UnitName[];
  /** Closest first; of a collective itself alone. */
  follow(mention: string): readonly FollowedName[];
  /** The present name of a body; null where none is known or only parts went on. */
  presentNameOf(name: string): string | null;
}
