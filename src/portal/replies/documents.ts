import { z } from 'zod';
import { PolicyFacts } from '../../domain/policy-facts.ts';
import { SOURCE_FORMAT_NAMES } from '../../domain/source-layout.ts';
import {
  ClauseId,
  ClauseUrl,
  Deadline,
  DocumentId,
  DoubtCode,
  HeadingTrail,
  IndexVersion,
  IsoDate,
  NextCursor,
  PlanPeriod,
  TextSpan,
  Validity,
} from './common.ts';

export const ReadingDoubt = z
  .strictObject({
    code: DoubtCode,
    message: z.string().meta({ description: 'Chinese, with the line.' }),
    span: TextSpan,
  })
  .meta({ id: 'ReadingDoubt', description: 'A place of the source that was read doubtfully.' });

export const PolicyDocument = z
  .strictObject({
    documentId: DocumentId,
    title: z.string(),
    aliases: z.array(z.string()).meta({ description: 'Other names that people use for it.' }),
    documentNumber: z.string().nullable().meta({ description: '文号.' }),
    issuer: z.string().nullable().meta({ description: '发文机关.' }),
    issuedOn: IsoDate.nullable(),
    period: PlanPeriod.nullable(),
    validity: Validity.meta({ description: 'Today.' }),
    kind: z
      .string()
      .nullable()
      .meta({ examples: ['action-plan'] }),
    sourceFile: z.string(),
    format: z.enum(SOURCE_FORMAT_NAMES).optional().meta({
      description: 'What the file was; absent in an index of an earlier version.',
    }),
    hasOriginal: z.boolean().meta({ description: 'Whether `/api/documents/{id}/original` gives the file.' }),
    encoding: z.string().meta({ examples: ['utf-8'] }),
    normalized: z.boolean().meta({ description: 'True where script or glosses were converted.' }),
    clauseCount: z.int().min(0),
    facts: PolicyFacts.optional().meta({
      description: 'What it prints about itself; absent in an index of an earlier version.',
    }),
    warnings: z
      .array(z.string())
      .optional()
      .meta({ description: 'What was noticed while reading the file, in Chinese.' }),
    doubts: z
      .array(ReadingDoubt)
      .optional()
      .meta({ description: 'Those of the warnings that say that something was read doubtfully.' }),
  })
  .meta({ id: 'PolicyDocument', description: 'null means that neither the text nor the manifest says.' });

export const DocumentList = z
  .strictObject({
    indexVersion: IndexVersion,
    total: z.int().min(0).meta({ description: 'Documents, counted whole.' }),
    clauseTotal: z.int().min(0).meta({ description: 'Their clauses, counted whole.' }),
    nextCursor: NextCursor,
    documents: z.array(PolicyDocument).meta({ description: 'In the order of ingestion.' }),
  })
  .meta({ id: 'DocumentList' });
export type DocumentList = z.output<typeof DocumentList>;

export const OutlineEntry = z
  .strictObject({
    clauseId: ClauseId,
    url: ClauseUrl,
    path: HeadingTrail,
    title: z.string(),
    deadline: Deadline.nullable(),
    unitCount: z.int().min(0),
  })
  .meta({ id: 'OutlineEntry', description: 'One clause of an outline.' });

export const DocumentWithOutline = PolicyDocument.extend({
  indexVersion: IndexVersion,
  outline: z.array(OutlineEntry).meta({ description: 'In document order.' }),
}).meta({ id: 'DocumentWithOutline', description: 'A document and its clauses.' });
