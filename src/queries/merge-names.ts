import type { UnitName } from '../clause-index/ports/unit-index.ts';
import { countWork } from '../turns/work-budget.ts';
import type { UnitNames } from './unit-names.ts';

/** Printed names that are one body. */
export interface MergedBody {
  /** The first of `names`. */
  readonly name: string;
  /** The present name first, then those that most clauses print. */
  readonly names: readonly string[];
}

const STEPS_A_NAME = 1_000;
/** A name of more forms than any body has is a name of several. */
const MOST_FORMS = 20;
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
  const counts = new Map(names.known.map(({ name, clauseCount }) => [name, clauseCount]));
  const singles = names.known.filter(({ collective }) => !collective).map(({ name }) => name);
  const near = new Map(singles.map((name) => [name, nearNames(names, name)]));
  const clear = new Set(singles.filter((name) => isClear(name, near)));
  const union = createUnion();
  for (const name of clear)
    for (const other of near.get(name)!)
      if (clear.has(other) && near.get(other)!.has(name)) union.join(name, other);
  if (successions)
    for (const name of singles) {
      const present = names.presentNameOf(name);
      if (present === null || present === name) continue;
      // The present name itself need not be printed: it is a member all the same, so that those who became it meet.
      union.join(name, present);
      for (const printed of nearNames(names, present)) if (clear.has(printed)) union.join(printed, present);
    }
  const groups = new Map<string, string[]>();
  for (const name of singles) {
    const members = groups.get(union.find(name));
    if (members) members.push(name);
    else groups.set(union.find(name), [name]);
  }
  const bodies = new Map<string, MergedBody>();
  for (const { name, collective } of names.known) if (collective) bodies.set(name, { name, names: [name] });
  for (const members of groups.values()) {
    const ordered = orderNames(members, names, counts);
    const body = { name: ordered[0]!, names: ordered };
    for (const member of members) bodies.set(member, body);
  }
  return bodies;
}

/** Whether all that a name is a form of are forms of each other. */
function isClear(name: string, near: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const others = [...near.get(name)!];
  if (others.length > MOST_FORMS) return false;
  countWork(others.length ** 2);
  return others.every((a) => others.every((b) => a === b || near.get(a)?.has(b)));
}

/** Printed spellings and short forms of a name, itself left out. */
function nearNames(names: UnitNames, name: string): ReadonlySet<string> {
  const followed = names.follow(name);
  countWork(STEPS_A_NAME + followed.length);
  return new Set(
    followed.filter((match) => !match.isSuccession && match.name !== name).map((match) => match.name),
  );
}

function orderNames(
  members: readonly string[],
  { presentNameOf }: UnitNames,
  counts: ReadonlyMap<string, number>,
): readonly string[] {
  const present = new Set(members.map((member) => presentNameOf(member)));
  const weightOf = (name: string) => counts.get(name) ?? 0;
  return [...members].sort(
    (a, b) => Number(present.has(b)) - Number(present.has(a)) || weightOf(b) - weightOf(a),
  );
}

function createUnion() {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    let root = name;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  const join = (a: string, b: string) => {
    const [from, to] = [find(a), find(b)];
    if (from !== to) parents.set(from, to);
  };
  return { find, join };
}
