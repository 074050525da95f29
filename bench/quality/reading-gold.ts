import * as z from 'zod';

/** Words as printed; a break inside a table's cell is white space. */
const Words = z.string().transform((text) => text.replace(/<br\s*\/?>/gi, ' '));

/** One line of `structure.jsonl`: what a careful reader takes from head and end of a document; empty strings where nothing is printed. */
export const HeadGold = z.object({
  file: z.string(),
  title: z.string(),
  /** Several apart by 、 */
  issuer: z.string(),
  doc_number: z.string(),
  /** As printed: 2024年3月5日 */
  date: z.string(),
});
export type HeadGold = z.infer<typeof HeadGold>;

/** One line of `clauses.jsonl`: how a clause's own text begins and ends, and the heading above it. */
export const ClauseEnds = z.object({
  file: z.string(),
  /** As printed; empty where there is none. */
  number: z.string(),
  start: Words,
  end: Words,
  /** Without its number; empty where there is none. */
  under: z.string(),
});
export type ClauseEnds = z.infer<typeof ClauseEnds>;

/** One line of `units.jsonl`: the units of the clause that begins with `start`. */
export const ClauseUnitsGold = z.object({
  file: z.string(),
  start: Words,
  lead: z.array(z.string()),
  supporting: z.array(z.string()),
  responsible: z.array(z.string()),
  collective: z.array(z.string()),
  basis: z.enum(['assignment', 'duty']),
});
export type ClauseUnitsGold = z.infer<typeof ClauseUnitsGold>;
