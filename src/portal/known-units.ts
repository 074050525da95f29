import type { NamedMatch, UnitLookup } from '../app-context.ts';
import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { UnitIndex, UnitName } from '../clause-index/ports/unit-index.ts';
import { type Remember, rememberByVisibility } from '../domain/remember-by-visibility.ts';
import type { Visibility } from '../domain/search-scope.ts';

/** Printed names of an index. */
export interface KnownUnits {
  readonly units: readonly UnitName[];
  /**
   * Names of single bodies; the same array as long as what is visible stays the same, because the unit directory keeps what
   * it prepares by identity.
   */
  readonly bodies: readonly string[];
  readonly jurisdiction: string | null;
}

/** Sets of visible documents whose names are kept. */
const KEPT_SETS = 64;
const remembered = new WeakMap<UnitIndex, Remember<Promise<KnownUnits>>>();

/** All printed names that the caller may see, listed once for a set of visible documents in a generation of the index. */
export async function listKnownUnits(
  snapshot: IndexSnapshot,
  lookup: UnitLookup,
  visibility: Visibility,
): Promise<KnownUnits> {
  const remember = remembered.get(snapshot.units) ?? rememberByVisibility(KEPT_SETS);
  remembered.set(snapshot.units, remember);
  return await remember(visibility, () => list(snapshot, lookup, visibility));
}

async function list(
  snapshot: IndexSnapshot,
  lookup: UnitLookup,
  visibility: Visibility,
): Promise<KnownUnits> {
  const [units, documents] = await Promise.all([
    snapshot.units.listNames({ visibility }),
    snapshot.clauses.listDocuments(visibility),
  ]);
  return {
    units,
    bodies: units.filter((unit) => !unit.collective).map((unit) => unit.name),
    jurisdiction: lookup.jurisdictionOf(documents),
  };
}

/** The printed names that a mention stands for; a collective only for itself. */
export function matchUnit(lookup: UnitLookup, mention: string, known: KnownUnits): readonly NamedMatch[] {
  if (known.units.some((unit) => unit.collective && unit.name === mention)) {
    return [{ name: mention, relation: 'same', explanation: null }];
  }
  return lookup.namesFor(mention, known.bodies, known.jurisdiction);
}
