import type { UnitName } from '../clause-index/ports/unit-index.ts';
import { countWork } from '../turns/work-budget.ts';
import type { UnitNames } from './unit-names.ts';

/** Printed names that are one body. */
export interface MergedBody {
  /** The present name where it is printed, else the one that most clauses print. */
  readonly name: string;
  readonly names: readonly string[];
  readonly collective: boolean;
}

const STEPS_A_NAME = 100;
const merged = new WeakMap<readonly UnitName[], Map<boolean, ReadonlyMap<string, MergedBody>>>();

/**
 * The body of every printed name: its spellings and short forms, with `successions` also what it was called before and is called now.
 * A short form that several bodies share (财政局 beside 市财政局 and 区财政局) stays by itself.
 */
export function mergeNames(names: UnitNames, successions: boolean): ReadonlyMap<string, MergedBody> {
  const kept = merged.get(names.known) ?? new Map<boolean, ReadonlyMap<string, MergedBody>>();
  merged.set(names.known, kept);
  const bodies = kept.get(successions) ?? merge(names, successions);
  kept.set(successions, bodies);
  return bodies;
}

function merge(names: UnitNames, successions: boolean): ReadonlyMap<string, MergedBody> {
  countWork(STEPS_A_NAME * names.known.length);
  const counts = new Map(names.known.map(({ name, clauseCount }) => [name, clauseCount]));
  const singles = names.known.filter(({ collective }) => !collective).map(({ name }) => name);
  const near = new Map(singles.map((name) => [name, nearNames(names, name)]));
  const union = createUnion();
  const isClear = (name: string) => {
    const others = near.get(name) ?? [];
    return others.every((a) => others.every((b) => a === b || near.get(a)?.includes(b)));
  };
  for (const [name, others] of near)
    for (const other of others)
      if (near.get(other)?.includes(name) && isClear(name) && isClear(other)) union.join(name, other);
  if (successions)
    for (const name of singles) {
      const present = names.presentNameOf(name);
      if (present === null || present === name) continue;
      // The present name itself need not be printed: it is a member all the same, so that those who became it meet.
      union.join(name, present);
      for (const printed of nearNames(names, present)) if (isClear(printed)) union.join(printed, present);
    }
  const groups = new Map<string, string[]>();
  for (const name of singles) {
    const root = union.find(name);
    groups.set(root, [...(groups.get(root) ?? []), name]);
  }
  const bodies = new Map<string, MergedBody>();
  for (const { name, collective } of names.known)
    if (collective) bodies.set(name, { name, names: [name], collective });
  for (const members of groups.values()) {
    const body = { name: mainNameOf(members, names, counts), names: members, collective: false };
    for (const member of members) bodies.set(member, body);
  }
  return bodies;
}

function nearNames(names: UnitNames, name: string): string[] {
  return names
    .follow(name)
    .filter((match) => !match.isSuccession && match.name !== name)
    .map((match) => match.name);
}

function mainNameOf(
  members: readonly string[],
  { presentNameOf }: UnitNames,
  counts: ReadonlyMap<string, number>,
): string {
  const isPresent = (name: string) => (members.some((member) => presentNameOf(member) === name) ? 1 : 0);
  const weightOf = (name: string) => counts.get(name) ?? 0;
  return [...members].sort((a, b) => isPresent(b) - isPresent(a) || weightOf(b) - weightOf(a))[0]!;
}

function createUnion() {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    const parent = parents.get(name) ?? name;
    return parent === name ? name : find(parent);
  };
  return { find, join: (a: string, b: string) => void parents.set(find(a), find(b)) };
}
