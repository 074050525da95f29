import { z } from 'zod';
import { ClauseFacts } from '../../domain/clause-facts.ts';
import type { UnitAssignment as DomainUnitAssignment } from '../../domain/responsible-unit.ts';
import {
  ClauseId,
  ClauseLabel,
  ClauseUrl,
  Deadline,
  DocumentId,
  DoubtCode,
  HeadingTrail,
  IndexVersion,
  IsoDate,
  PLACE_IN_FILE,
  PlanPeriod,
  TextSpan,
  UnitRole,
  Validity,
} from './common.ts';

export const UnitAssignment = z
  .strictObject({
    name: z.string().meta({ description: 'As printed, shared suffixes spelled out.' }),
    role: UnitRole,
    verb: z.string().nullable().meta({ description: 'The printed role word; null for a bare list.' }),
    collective: z.boolean().meta({ description: 'Stands for many bodies: 各区人民政府.' }),
    openEnded: z.boolean().meta({ description: 'The printed list ends in 等.' }),
    basis: z.enum(['assignment', 'duty']).meta({
      description:
        'A phrase, label or table cell hands the task over, or a rule says in running text what the body does.',
    }),
    raw: z.string().meta({
      description: 'The whole phrase, of a very long one its beginning with …; units of one phrase share it.',
    }),
    span: TextSpan.meta({ description: 'Place of the phrase in the source.' }),
    textSpan: TextSpan.nullable().meta({ description: 'Place in `text`; null where it stands outside.' }),
    inheritedFrom: z
      .string()
      .nullable()
      .meta({ description: 'The clause or heading whose phrase holds here too; null for its own.' }),
  })
  .meta({
    id: 'UnitAssignment',
    description: 'A unit and the phrase that makes it responsible.',
  }) satisfies z.ZodType<DomainUnitAssignment>;

export const Clause = z
  .strictObject({
    indexVersion: IndexVersion,
    clauseId: ClauseId,
    url: ClauseUrl,
    documentId: DocumentId,
    documentTitle: z.string(),
    documentNumber: z.string().nullable().meta({ description: '文号.' }),
    issuer: z.string().nullable().meta({ description: '发文机关.' }),
    issuedOn: IsoDate.nullable(),
    period: PlanPeriod.nullable(),
    validity: Validity.meta({ description: 'Today.' }),
    sourceFile: z.string().nullable(),
    path: HeadingTrail,
    label: ClauseLabel,
    title: z.string().meta({ description: 'Own heading without number; empty where none is printed.' }),
    text: z.string().meta({ description: 'Number, title, body and unit tail, cleaned.' }),
    textHash: z.string(),
    span: TextSpan,
    ...PLACE_IN_FILE,
    sourceText: z.string().nullable().meta({ description: 'The exact slice of the source.' }),
    normalized: z.boolean().meta({ description: 'True where script or glosses were converted.' }),
    deadline: Deadline.nullable(),
    taskId: ClauseId.meta({ description: 'Clauses that share one printed task have the same.' }),
    units: z.array(UnitAssignment).meta({ description: 'In printed order, inherited ones included.' }),
    ...ClauseFacts.shape,
    doubts: z
      .array(DoubtCode)
      .optional()
      .meta({ description: 'Why it may not be what the document says; absent where nothing is doubtful.' }),
    movedFrom: z
      .strictObject({
        clauseId: ClauseId,
        textHash: z.string().meta({ description: 'Of the words that it had then.' }),
        isChanged: z.boolean().meta({ description: 'Whether the words are others now.' }),
      })
      .optional()
      .meta({
        description: 'The id of an earlier version of the index, where the clause was asked for by it.',
      }),
    previousClauseId: ClauseId.nullable(),
    nextClauseId: ClauseId.nullable(),
  })
  .meta({ id: 'Clause', description: 'One clause with its units, neighbours and source.' });
export type Clause = z.output<typeof Clause>;

export const ClauseVersion = z
  .strictObject({
    clauseId: ClauseId,
    url: z.string().meta({
      description: 'Path below PUBLIC_URL of the page that shows this text.',
      examples: ['/clause/smart-city-2015-2017:2.1.1?v=077e6d1688a8faaa'],
    }),
    documentId: DocumentId,
    documentTitle: z.string(),
    documentNumber: z.string().nullable().meta({ description: '文号.' }),
    issuer: z.string().nullable().meta({ description: '发文机关.' }),
    issuedOn: IsoDate.nullable(),
    period: PlanPeriod.nullable(),
    validity: Validity.meta({ description: 'On the day it was first cited.' }),
    path: HeadingTrail,
    label: ClauseLabel,
    text: z.string().meta({ description: 'Number, title, body and unit tail, cleaned.' }),
    textHash: z.string(),
    sourceFile: z.string(),
    span: TextSpan.meta({ description: 'The clause in the source as it was then.' }),
    normalized: z.boolean().meta({ description: 'True where script or glosses were converted.' }),
    indexVersion: IndexVersion,
    firstCitedAt: z.iso.datetime().nullable().meta({
      description: 'null for a clause that stands now and was not cited yet.',
    }),
    isCurrent: z.boolean().meta({
      description: 'False where the clause has changed since or is gone: see `/api/clauses/{clauseId}`.',
    }),
  })
  .meta({ id: 'ClauseVersion', description: 'A clause as it stood when it was cited.' });

export const SearchHit = z
  .strictObject({
    clauseId: ClauseId,
    documentId: DocumentId,
    documentTitle: z.string(),
    sourceFile: z.string(),
    path: HeadingTrail,
    text: z.string(),
    span: TextSpan,
    score: z.number().meta({ description: 'Higher is better; comparable within one reply.' }),
  })
  .meta({ id: 'SearchHit' });

export const SearchReply = z
  .strictObject({ indexVersion: IndexVersion, hits: z.array(SearchHit).meta({ description: 'Best first.' }) })
  .meta({ id: 'SearchReply' });
export type SearchReply = z.output<typeof SearchReply>;
