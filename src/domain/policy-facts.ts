import { z } from 'zod';
import { PrintedPlace } from './printed-fact.ts';

const Day = z.iso.date().nullable();

/** Another document as printed: 《云河市旧书市场管理办法》（云政发〔2018〕3号). */
export const NamedDocument = z.strictObject({
  title: z.string().nullable().meta({ description: 'Without 《》; null where only a number is printed.' }),
  documentNumber: z.string().nullable(),
  ...PrintedPlace.shape,
});
export type NamedDocument = z.output<typeof NamedDocument>;

/** A document that ends with this one. */
export const EndedDocument = NamedDocument.extend({
  replaced: z.boolean().meta({ description: '代替, 取代: superseded; else 废止, 停止执行.' }),
  on: Day.meta({
    description: 'First day without it; null: the day on which this document comes into force.',
  }),
});
export type EndedDocument = z.output<typeof EndedDocument>;

/** A change of a document's own text (`changes: this`), or of another by this one. */
export const Amendment = NamedDocument.extend({ changes: z.enum(['this', 'other']), on: Day });
export type Amendment = z.output<typeof Amendment>;

/** Names of the facts that one sentence may state. */
export const FACT_NAMES = [
  'issuers',
  'drafters',
  'documentNumber',
  'issuedOn',
  'effectiveOn',
  'expiresOn',
  'addressees',
] as const;

/** What a document prints about itself. An empty list or null: nothing was found. */
export const PolicyFacts = z
  .strictObject({
    issuers: z.array(z.string()).meta({ description: '发文机关, all of them.' }),
    drafters: z
      .array(z.string())
      .meta({ description: 'Who drew up what this document forwards: 转发市民政局拟定的….' }),
    documentNumber: z.string().nullable(),
    issuedOn: Day,
    effectiveOn: Day.meta({ description: '施行日期.' }),
    expiresOn: Day.meta({ description: 'Last day of 有效期.' }),
    period: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
    addressees: z.array(z.string()).meta({ description: '主送.' }),
    basis: z.array(NamedDocument).meta({ description: '依据.' }),
    repeals: z.array(EndedDocument),
    amendments: z.array(Amendment),
    evidence: z
      .array(z.strictObject({ fact: z.enum(FACT_NAMES), read: z.boolean(), ...PrintedPlace.shape }))
      .meta({
        description:
          'The sentences that facts rest on; `read` is false where one speaks of it and could not be read.',
      }),
  })
  .meta({ id: 'PolicyFacts', description: 'What a document prints about itself, with its sentences.' });
export type PolicyFacts = z.output<typeof PolicyFacts>;
