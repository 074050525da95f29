import type { ClauseId, ClauseRecord } from '../../../../domain/clause.ts';
import { UNIT_ROLES, type UnitRole } from '../../../../domain/responsible-unit.ts';

/** As saved. */
export interface SavedUnitTable {
  readonly names: readonly {
    readonly name: string;
    readonly collective: boolean;
    /** Clause and role (position in UNIT_ROLES) by turns, in index order. */
    readonly postings: readonly number[];
  }[];
  /** Task id of the clauses whose task is not their own id. */
  readonly taskIds: Readonly<Record<number, ClauseId>>;
}

/** One clause that names a unit in one role, by position. */
export interface UnitEntry {
  readonly clause: number;
  readonly role: UnitRole;
}

export interface UnitTable {
  /** Ordered by name. */
  readonly names: readonly {
    readonly name: string;
    readonly collective: boolean;
    readonly entries: readonly UnitEntry[];
  }[];
  /** Empty where the name is unknown. */
  find(name: string): readonly UnitEntry[];
  taskIdOf(clause: number): ClauseId | undefined;
}

/** Collects names as printed; a name that a clause repeats in one role counts once there. */
export function buildUnitTable(clauses: readonly ClauseRecord[]): SavedUnitTable {
  const names = new Map<string, { collective: boolean; postings: number[] }>();
  const taskIds: Record<number, ClauseId> = {};
  clauses.forEach((clause, position) => {
    if (clause.taskId !== clause.clauseId) taskIds[position] = clause.taskId;
    const seen = new Set<string>();
    for (const unit of clause.units) {
      const key = `${unit.role} ${unit.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const known = names.get(unit.name) ?? { collective: false, postings: [] };
      known.collective ||= unit.collective;
      known.postings.push(position, UNIT_ROLES.indexOf(unit.role));
      names.set(unit.name, known);
    }
  });
  const ordered = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return { names: ordered.map(([name, known]) => ({ name, ...known })), taskIds };
}

export function createUnitTable(saved: SavedUnitTable): UnitTable {
  const names = saved.names.map(({ name, collective, postings }) => {
    const entries: UnitEntry[] = [];
    for (let at = 0; at < postings.length; at += 2) {
      entries.push({ clause: postings[at]!, role: UNIT_ROLES[postings[at + 1]!]! });
    }
    return { name, collective, entries };
  });
  const byName = new Map(names.map((entry) => [entry.name, entry.entries]));
  return {
    names,
    find: (name) => byName.get(name) ?? [],
    taskIdOf: (clause) => saved.taskIds[clause],
  };
}
