import { z } from 'zod';

/** Where a fact stands: the sentence or phrase as printed, and its place in the source as decoded (UTF-16 code units). */
export const PrintedPlace = z.strictObject({
  printed: z.string(),
  span: z.strictObject({ start: z.int().min(0), end: z.int().min(0) }),
});
export type PrintedPlace = z.output<typeof PrintedPlace>;
