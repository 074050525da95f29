import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const CitationGold = z.object({ doc: z.string(), quote: z.string().min(1) });
export type CitationGold = z.infer<typeof CitationGold>;

const names = z.array(z.string()).optional();

/** One question with what a right answer must hold; only the answer to the last turn is judged. */
export const QualityCase = z.object({
  id: z.string().min(1),
  kind: z.string().min(1),
  turns: z.array(z.string()).min(1),
  /** Clauses that must be cited: the source file begins with `doc`, the clause's text contains `quote`. */
  cite: z.array(CitationGold).default([]),
  cite_mode: z.enum(['all', 'any']).default('all'),
  /** Neighbours that may be cited without being wrong. */
  also_ok: z.array(CitationGold).default([]),
  /** Exact sets without collectives; a role that is not listed is not judged. */
  units: z.object({ lead: names, supporting: names, responsible: names }).nullable().default(null),
  /** Each group needs one of its alternatives in the answer. */
  answer_contains: z.array(z.array(z.string()).min(1)).default([]),
  refuse: z.boolean().default(false),
  note: z.string().optional(),
  /** True until a person has said what a right answer must hold; such a case is not judged. */
  open: z.boolean().default(false),
  /** Files or folders to index for this case, relative to the case file's folder; the seeds when absent. */
  documents: z.array(z.string()).min(1).optional(),
  context: z.object({ unit: z.string().optional() }).optional(),
  filters: z.record(z.string(), z.unknown()).optional(),
});
export type QualityCase = z.infer<typeof QualityCase>;

/**
 * The cases of a `.jsonl` file that can be judged. Throws with file and line number where a line does not fit, or an id stands
 * twice.
 */
export async function readQualityCases(file: string): Promise<QualityCase[]> {
  return (await readCaseFile(file)).filter(({ open }) => !open);
}

/** The same with those that nobody has completed yet. */
export async function readCaseFile(file: string): Promise<QualityCase[]> {
  const cases = parseJsonLines(await readFile(file, 'utf8'), QualityCase, file);
  const seen = new Set<string>();
  for (const { id } of cases) {
    if (seen.has(id)) throw new Error(`${file}: case ${id} stands twice`);
    seen.add(id);
  }
  return cases;
}

/** One value per non-empty line. Throws with `name` and the line number where a line is not JSON or does not fit. */
export function parseJsonLines<T>(text: string, schema: z.ZodType<T>, name: string): T[] {
  const values: T[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      values.push(schema.parse(JSON.parse(line)));
    } catch (cause) {
      throw new Error(`${name}:${index + 1} is not a valid line`, { cause });
    }
  }
  return values;
}

/** Cases that share an index; `documents` are absolute paths, null for the seeds. */
export interface CaseGroup {
  readonly documents: readonly string[] | null;
  readonly cases: readonly QualityCase[];
}

/** Groups cases by the documents they name, in order of first appearance; `folder` is that of the case file. */
export function groupByDocuments(cases: readonly QualityCase[], folder: string): CaseGroup[] {
  return joinGroups(
    cases.map((testCase) => ({
      documents: testCase.documents?.map((file) => path.resolve(folder, file)) ?? null,
      cases: [testCase],
    })),
  );
}

/** Groups of the same documents become one, in order of first appearance. */
export function joinGroups(groups: readonly CaseGroup[]): CaseGroup[] {
  const joined = new Map<string, { documents: CaseGroup['documents']; cases: QualityCase[] }>();
  for (const { documents, cases } of groups) {
    const key = JSON.stringify(documents);
    const group = joined.get(key) ?? { documents, cases: [] };
    group.cases.push(...cases);
    joined.set(key, group);
  }
  return [...joined.values()];
}
