import { z } from 'zod';
import type { UnitTasksPage } from '../list-unit-tasks.ts';
import {
  ClauseId,
  ClauseSummary,
  Deadline,
  DocumentId,
  HeadingTrail,
  IndexVersion,
  NextCursor,
  UnitRole,
} from './common.ts';

export const UnitName = z
  .strictObject({
    name: z.string().meta({ description: 'As printed.' }),
    collective: z.boolean().meta({ description: 'Stands for many bodies: 各区人民政府.' }),
    clauseCount: z.int().min(0),
    currentName: z.string().optional().meta({ description: 'Only where the directory knows a successor.' }),
  })
  .meta({ id: 'UnitName' });

export const UnitList = z
  .strictObject({
    indexVersion: IndexVersion,
    total: z.int().min(0).meta({ description: 'Names, counted whole.' }),
    nextCursor: NextCursor,
    units: z.array(UnitName),
  })
  .meta({ id: 'UnitList' });

export const UnitTask = z
  .strictObject({
    clauseId: ClauseId,
    taskId: ClauseId.meta({ description: 'Clauses under one printed tail share it.' }),
    documentId: DocumentId,
    documentTitle: z.string(),
    path: HeadingTrail,
    title: z.string(),
    role: UnitRole.meta({
      description:
        'Of the unit asked for; of several in one clause the first of lead, supporting, responsible.',
    }),
    deadline: Deadline.nullable(),
    units: z.array(
      z.strictObject({
        name: z.string(),
        role: UnitRole,
        collective: z.boolean(),
        openEnded: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'UnitTask', description: 'One clause that names the unit.' });

export const UnitTasks = z
  .strictObject({
    indexVersion: IndexVersion,
    unit: z.string().meta({ description: 'As asked.' }),
    names: z.array(z.string()).meta({ description: 'Printed names that were followed.' }),
    explanations: z
      .array(z.string())
      .meta({ description: 'One line for every name that is another one over time.' }),
    related: z
      .array(z.strictObject({ name: z.string(), explanation: z.string().nullable() }))
      .meta({ description: 'Bodies that took over or gave up a part: offered, not followed.' }),
    total: z.int().min(0).meta({
      description: 'Printed tasks, counted whole: five paragraphs under one tail are one.',
    }),
    clauseTotal: z.int().min(0).meta({ description: 'Rows of `tasks`, counted whole.' }),
    viaCollectiveTotal: z.int().min(0).meta({ description: 'Rows of `viaCollective`, counted whole.' }),
    nextCursor: NextCursor.meta({ description: 'First all of `tasks`, then all of `viaCollective`.' }),
    tasks: z.array(UnitTask).meta({ description: 'One entry for each clause, in document order.' }),
    viaCollective: z
      .array(ClauseSummary)
      .meta({ description: 'Not in `total`: reached only through a collective such as 各区人民政府.' }),
  })
  .meta({ id: 'UnitTasks' }) satisfies z.ZodType<UnitTasksPage>;
export type UnitTasks = z.output<typeof UnitTasks>;
