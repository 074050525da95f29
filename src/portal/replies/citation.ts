import { z } from 'zod';
import type { Citation as DomainCitation } from '../../domain/answer.ts';
import {
  ClauseId,
  ClauseLabel,
  ClauseUrl,
  DocumentId,
  HeadingTrail,
  IsoDate,
  PLACE_IN_FILE,
  PlanPeriod,
  TextSpan,
  Validity,
} from './common.ts';

/** One clause that carries the answer. */
export const Citation = z
  .strictObject({
    marker: z.int().min(1).meta({ description: 'The n of [n] in `answer`, in order of first use.' }),
    clauseId: ClauseId,
    url: ClauseUrl,
    documentId: DocumentId,
    documentTitle: z.string(),
    documentNumber: z.string().nullable().meta({ description: '文号.' }),
    issuer: z.string().nullable().meta({ description: '发文机关.' }),
    issuedOn: IsoDate.nullable(),
    period: PlanPeriod.nullable(),
    validity: Validity,
    path: HeadingTrail,
    label: ClauseLabel,
    text: z.string().meta({ description: 'The whole cleaned clause: number, title, body, unit tail.' }),
    textHash: z.string().meta({ description: 'Of `text`: tells whether the clause has changed since.' }),
    quote: z.string().meta({ description: 'Verbatim run of `text` that carries the statement.' }),
    sourceFile: z.string(),
    span: TextSpan,
    sourceQuote: z.string().meta({ description: 'The exact slice of the original for the quote.' }),
    ...PLACE_IN_FILE,
    normalized: z.boolean().meta({ description: 'True where script or glosses were converted.' }),
    verification: z.enum(['exact', 'repaired']).meta({
      description:
        'repaired: a model had copied the quote inexactly; `quote` is the printed text all the same.',
    }),
  })
  .meta({
    id: 'Citation',
    description: 'A clause that carries the answer, checked.',
  }) satisfies z.ZodType<DomainCitation>;
