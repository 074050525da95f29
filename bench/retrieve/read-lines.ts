import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';

export const CorpusLine = z.object({
  id: z.coerce.string(),
  title: z.string().default(''),
  text: z.string(),
});
export type CorpusLine = z.infer<typeof CorpusLine>;

export const QueryLine = z.object({ id: z.coerce.string(), text: z.string() });
export type QueryLine = z.infer<typeof QueryLine>;

/** All lines of a `.jsonl` file. Throws with file and line number where one does not fit. */
export async function readLines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const values: T[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number++;
    const text = line.replace(/^\ufeff/, '').trim();
    if (text === '') continue;
    try {
      values.push(schema.parse(JSON.parse(text)));
    } catch (cause) {
      throw new Error(`${file}:${number} is not a valid line`, { cause });
    }
  }
  return values;
}
