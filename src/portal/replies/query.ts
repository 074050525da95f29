import { z } from 'zod';
import { ClauseDeadline, ClauseFigure } from '../../domain/clause-facts.ts';
import { PolicyFacts } from '../../domain/policy-facts.ts';
import { Query } from '../../domain/query.ts';
import type { QueryPage } from '../run-query.ts';
import { Citation } from './citation.ts';
import {
  ClauseId,
  ClauseLabel,
  DocumentId,
  HeadingTrail,
  IndexVersion,
  IsoDate,
  NextCursor,
  PlanPeriod,
  Validity,
} from './common.ts';
import { UnitTask } from './units.ts';

const Side = z.int().min(0).optional().meta({ description: 'Where sides are compared: which one, from 0.' });
const Count = z.int().min(0).meta({ description: 'Printed tasks, counted whole.' });
const ClauseCount = z.int().min(0).meta({ description: 'Clauses, counted whole.' });

export const QueryClauseRow = UnitTask.extend({
  role: UnitTask.shape.role.nullable().meta({
    description:
      'Of the units asked for, the first of lead, supporting, responsible; null where none is named.',
  }),
  viaCollective: z
    .boolean()
    .meta({ description: 'Reached through a collective such as 各区人民政府 alone.' }),
  figures: z.array(ClauseFigure).meta({ description: 'Those asked for; all where none are.' }),
  side: Side,
}).meta({ id: 'QueryClauseRow', description: 'One clause.' });

const FactPlace = QueryClauseRow.omit({ deadline: true, figures: true });

export const QueryFigureRow = FactPlace.extend(ClauseFigure.shape).meta({
  id: 'QueryFigureRow',
  description: 'One figure and the clause that states it.',
});

export const QueryDeadlineRow = FactPlace.extend(ClauseDeadline.shape).meta({
  id: 'QueryDeadlineRow',
  description: 'One time and the clause that sets it.',
});

export const QueryUnitRow = z
  .strictObject({
    name: z.string().meta({ description: 'The first of `names`.' }),
    names: z.array(z.string()).meta({ description: 'As these clauses print it, the present name first.' }),
    collective: z.boolean(),
    count: Count,
    clauseCount: ClauseCount,
    roles: z
      .strictObject({ lead: Count, supporting: Count, responsible: Count })
      .meta({ description: 'Printed tasks by role; a body may have several in one.' }),
    side: Side,
  })
  .meta({ id: 'QueryUnitRow', description: 'One body.' });

export const QueryDocumentRow = z
  .strictObject({
    documentId: DocumentId,
    title: z.string(),
    documentNumber: z.string().nullable(),
    issuer: z.string().nullable(),
    issuedOn: IsoDate.nullable(),
    period: PlanPeriod.nullable(),
    facts: PolicyFacts.nullable().optional().meta({ description: 'With `show: facts`.' }),
    validity: Validity.optional().meta({ description: 'With `show: facts`; on the day `asOf`.' }),
    count: Count,
    clauseCount: ClauseCount,
    side: Side,
  })
  .meta({ id: 'QueryDocumentRow', description: 'One document.' });

export const QuerySectionRow = z
  .strictObject({
    documentId: DocumentId,
    documentTitle: z.string(),
    path: HeadingTrail,
    label: ClauseLabel,
    count: Count,
    clauseCount: ClauseCount,
    side: Side,
  })
  .meta({ id: 'QuerySectionRow', description: 'One heading and the clauses right under it.' });

export const QueryGroup = z
  .strictObject({
    key: z.string().meta({
      description: 'Name of the body, role, documentId, label of the section, last day of the deadline.',
    }),
    label: z.string().meta({
      description:
        'The same for people; of a body with the other names that are printed: 市生态环境局（含市环保局）.',
    }),
    count: Count,
    clauseCount: ClauseCount,
    clauseIds: z.array(ClauseId).meta({ description: 'In printed order, the first 100.' }),
    side: Side,
  })
  .meta({ id: 'QueryGroup', description: 'Clauses with something in common.' });

export const QueryReply = z
  .strictObject({
    indexVersion: IndexVersion,
    query: Query,
    reading: z
      .string()
      .meta({ description: 'How the query was understood.', examples: ['按：牵头；市教委'] }),
    total: z.int().min(0).meta({
      description:
        'Counted whole: printed tasks where clauses are found (five paragraphs under one tail are one), else rows.',
    }),
    rowTotal: z.int().min(0).meta({ description: 'Rows, or groups, of all pages.' }),
    nextCursor: NextCursor,
    sides: z
      .array(z.strictObject({ reading: z.string(), total: z.int().min(0), rowTotal: z.int().min(0) }))
      .meta({ description: 'What is compared, in the order asked for; empty where nothing is.' }),
    rows: z
      .array(
        z.union([
          QueryClauseRow,
          QueryFigureRow,
          QueryDeadlineRow,
          QueryUnitRow,
          QueryDocumentRow,
          QuerySectionRow,
        ]),
      )
      .meta({ description: 'Of the kind that is to be found; none where it is counted or grouped.' }),
    groups: z.array(QueryGroup),
    citations: z
      .array(Citation)
      .max(200)
      .meta({ description: 'The first 200 clauses of the page, or of what was counted; checked.' }),
  })
  .meta({ id: 'QueryReply' }) satisfies z.ZodType<QueryPage>;
export type QueryReply = z.output<typeof QueryReply>;
