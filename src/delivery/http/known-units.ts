import type { IndexSnapshot } from '../../clause-index/ports/index-snapshot.ts';
import type { UnitIndex, UnitName } from '../../clause-index/ports/unit-index.ts';
import type { Visibility } from '../../domain/search-scope.ts';

/** Printed names of an index. */
export interface KnownUnits {
  readonly units: readonly UnitName[];
  /** Their names; the same array for the same index, because the unit directory keeps what it prepares by identity. */
  readonly names: readonly string[];
}

const remembered = new WeakMap<UnitIndex, Promise<KnownUnits>>();

/** All printed names that the caller may see. What everyone sees is listed once for each generation of the index. */
export async function listKnownUnits(snapshot: IndexSnapshot, visibility: Visibility): Promise<KnownUnits> {
  if (visibility !== 'all') return await list(snapshot.units, visibility);
  let known = remembered.get(snapshot.units);
  if (!known) {
    known = list(snapshot.units, visibility);
    remembered.set(snapshot.units, known);
    known.catch(() => remembered.delete(snapshot.units));
  }
  return await known;
}

async function list(index: UnitIndex, visibility: Visibility): Promise<KnownUnits> {
  const units = await index.listNames({ visibility });
  return { units, names: units.map((unit) => unit.name) };
}
