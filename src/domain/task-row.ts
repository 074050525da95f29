import type { ClauseRecord, Deadline } from './clause.ts';
import type { UnitRole } from './responsible-unit.ts';

/** A clause in a list of tasks. */
export interface TaskRow {
  readonly clauseId: string;
  /** Clauses under one printed tail share it. */
  readonly taskId: string;
  readonly documentId: string;
  readonly documentTitle: string;
  readonly path: readonly string[];
  readonly title: string;
  readonly deadline: Deadline | null;
  readonly units: readonly {
    readonly name: string;
    readonly role: UnitRole;
    readonly collective: boolean;
    readonly openEnded: boolean;
  }[];
}

export function taskRow(clause: ClauseRecord, documentTitle: string): TaskRow {
  return {
    clauseId: clause.clauseId,
    taskId: clause.taskId,
    documentId: clause.documentId,
    documentTitle,
    path: clause.path,
    title: clause.title,
    deadline: clause.deadline,
    units: clause.units.map(({ name, role, collective, openEnded }) => ({
      name,
      role,
      collective,
      openEnded,
    })),
  };
}
