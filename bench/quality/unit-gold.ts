import * as z from 'zod';

const Role = z.enum(['lead', 'supporting', 'responsible']);

/** One line of `units.jsonl`: the units that a document prints for the sentence of `clause_quote`. */
export const UnitGold = z.object({
  file: z.string(),
  clause_quote: z.string().min(1),
  lead: z.array(z.string()),
  supporting: z.array(z.string()),
  responsible: z.array(z.string()),
  collective: z.array(z.string()),
  /** Role of each collective, where stated. */
  collective_role: z.record(z.string(), Role).optional(),
  open: z.boolean(),
  raw: z.string().min(1),
  /** May be found or not. */
  optional: z.boolean().optional(),
});
export type UnitGold = z.infer<typeof UnitGold>;

/** One line of `structure.jsonl`: outline and head of a document; empty strings where it prints none. */
export const StructureGold = z.object({
  file: z.string(),
  title: z.string(),
  inner_title: z.string().default(''),
  doc_number: z.string(),
  issuer: z.string(),
  /** As printed: 2025年5月17日 */
  date: z.string(),
  n_level1: z.number().int(),
  n_level2: z.number().int(),
  n_level3: z.number().int(),
  level1_headings: z.array(z.string()),
  /** Text that must give no unit. */
  fp_traps: z.array(z.string()).default([]),
});
export type StructureGold = z.infer<typeof StructureGold>;
