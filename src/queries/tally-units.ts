import type { QueryStep } from '../domain/query.ts';
import type { UnitAssignment } from '../domain/responsible-unit.ts';
import type { MatchedClause } from './match-clause.ts';
import type { MergedBody } from './merge-names.ts';
import { sortTallies, type Tally, tallyBy } from './tally.ts';

/** The bodies of printed names. */
export type Bodies = ReadonlyMap<string, MergedBody>;

/** The clauses that name one body; `key` is that of the body. */
export interface UnitTally extends Tally {
  /** The names that these clauses print, the body's present one first: the first stands for it. */
  readonly names: readonly string[];
  /** The body in one of the clauses. */
  readonly unitsIn: (match: MatchedClause) => readonly UnitAssignment[];
}

/** Clauses by the bodies that they name, in the order asked for. */
export function tallyUnits(
  order: QueryStep['order'],
  matches: readonly MatchedClause[],
  bodies: Bodies,
): readonly UnitTally[] {
  const byBody = new Map<string, Map<MatchedClause, UnitAssignment[]>>();
  for (const match of matches)
    for (const unit of match.units) {
      const { name } = bodyOf(bodies, unit.name);
      const own = byBody.get(name) ?? new Map<MatchedClause, UnitAssignment[]>();
      byBody.set(name, own.set(match, (own.get(match) ?? []).concat(unit)));
    }
  const tallies = tallyBy(matches, ({ units }) => units.map(({ name }) => bodyOf(bodies, name).name));
  const named = tallies.map((tally) => {
    const own = byBody.get(tally.key)!;
    const printed = new Set([...own.values()].flatMap((units) => units.map(({ name }) => name)));
    const names = bodyOf(bodies, tally.key).names.filter((name) => printed.has(name));
    return { ...tally, names, unitsIn: (match: MatchedClause) => own.get(match) ?? [] };
  });
  return sortTallies(order, named, ({ names }) => names[0]!);
}

/** The body of a printed name, which stands for itself where it is not known. */
export function bodyOf(bodies: Bodies, name: string): MergedBody {
  return bodies.get(name) ?? { name, names: [name] };
}
