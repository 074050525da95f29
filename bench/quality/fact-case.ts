import { z } from 'zod';
import { VALIDITY_STATES } from '../../src/domain/policy-document.ts';

/** A fact as gold: only the fields that are given are compared. */
const Fields = z.record(z.string(), z.unknown());

/** One line of `tests/quality/facts/*.jsonl`. */
export const FactCase = z.discriminatedUnion('kind', [
  z.strictObject({
    id: z.string(),
    kind: z.enum(['figure', 'deadline', 'reference']),
    /** Title of the document around the text; a plain notice when left out. */
    title: z.string().optional(),
    text: z.string(),
    gold: z.array(Fields),
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('document'),
    text: z.string(),
    /** Lists are compared member by member, all else as one value; an empty list or null: nothing is to be found. */
    gold: Fields,
  }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('validity'),
    documents: z.record(z.string(), z.string()),
    asOf: z.iso.date(),
    gold: z.record(z.string(), z.enum(VALIDITY_STATES)),
  }),
]);
export type FactCase = z.output<typeof FactCase>;
