import type { ClauseId, ClauseRecord } from '../../../../domain/clause.ts';
import { UNIT_ROLES, type UnitRole } from '../../../../domain/responsible-unit.ts';

/** As saved. */
export interface SavedUnitTable {
  readonly names: readonly {
    readonly name: string;
    /** Clause and role by turns, in index order; the role is twice its position in UNIT_ROLES, one more for a collective. */
    readonly postings: readonly number[];
  }[];
  /** Task id of the clauses whose task is not their own id. */
  readonly taskIds: Readonly<Record<number, ClauseId>>;
}

/** One clause that names a unit in one role, by position. */
export interface UnitEntry {
  readonly clause: number;
  readonly role: UnitRole;
  /** Whether the name stands for several bodies there. */
  readonly collective: boolean;
}

export interface UnitTable {
  /** Ordered by name. */
  readonly names: readonly {
    readonly name: string;
    readonly entries: readonly UnitEntry[];
  }[];
  /** Empty where the name is unknown. */
  find(name: string): readonly UnitEntry[];
  taskIdOf(clause: number): ClauseId | undefined;
}

/** Collects names as printed; a name that a clause repeats in one role counts once there. */
export function buildUnitTable(clauses: readonly ClauseRecord[]): SavedUnitTable {
  const names = new Map<string, number[]>();
  const taskIds: Record<number, ClauseId> = {};
  clauses.forEach((clause, position) => {
    if (clause.taskId !== clause.clauseId) taskIds[position] = clause.taskId;
    const seen = new Set<string>();
    for (const unit of clause.units) {
      const key = `${unit.role} ${unit.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const postings = names.get(unit.name) ?? [];
      postings.push(position, UNIT_ROLES.indexOf(unit.role) * 2 + Number(unit.collective));
      names.set(unit.name, postings);
    }
  });
  const ordered = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return { names: ordered.map(([name, postings]) => ({ name, postings })), taskIds };
}

export function createUnitTable(saved: SavedUnitTable): UnitTable {
  const names = saved.names.map(({ name, postings }) => {
    const entries: UnitEntry[] = [];
    for (let at = 0; at < postings.length; at += 2) {
      const role = postings[at + 1]!;
      entries.push({ clause: postings[at]!, role: UNIT_ROLES[role >> 1]!, collective: role % 2 === 1 });
    }
    return { name, entries };
  });
  const byName = new Map(names.map((entry) => [entry.name, entry.entries]));
  return {
    names,
    find: (name) => byName.get(name) ?? [],
    taskIdOf: (clause) => saved.taskIds[clause],
  };
}
