import { getJson } from '../api/client.ts';
import type { DocumentList, DocumentOutline, OutlineEntry, UnitList } from '../api/types.ts';

export interface Examples {
  readonly documents: number;
  readonly clauses: number;
  readonly questions: readonly string[];
}

/** Documents that are looked into for an example. */
const LOOKED_INTO = 3;
const MOST_TASKS = 20;

/** Questions that what is loaded can answer: one a document about its clauses, and one about a unit. */
export async function findExamples(signal: AbortSignal): Promise<Examples> {
  // The first page of each is enough to choose from.
  const [{ documents, total, clauseTotal }, { units }] = await Promise.all([
    getJson<DocumentList>('/api/documents', signal),
    getJson<UnitList>('/api/units', signal),
  ]);
  const chosen = [...documents].sort((a, b) => b.clauseCount - a.clauseCount).slice(0, LOOKED_INTO);
  const outlines = await Promise.all(
    chosen.map(({ documentId }) =>
      getJson<DocumentOutline>(`/api/documents/${encodeURIComponent(documentId)}`, signal),
    ),
  );
  const questions = outlines.flatMap((document, i) => {
    const entry = exampleClause(document.outline);
    if (!entry) return [];
    const name = document.aliases[0] ?? `《${document.title}》`;
    return [i % 2 === 0 ? `${name}里“${entry.title}”由谁负责？` : `${name}对“${entry.title}”有什么要求？`];
  });
  const bodies = units.filter((own) => !own.collective).sort((a, b) => b.clauseCount - a.clauseCount);
  // One with enough to show and not so much that the list is long.
  const unit = bodies.find((own) => own.clauseCount <= MOST_TASKS) ?? bodies[0];
  return {
    documents: total,
    clauses: clauseTotal,
    questions: [...questions, ...(unit ? [`${unit.name}有哪些任务？`] : [])],
  };
}

/** A clause with a short title that names units, from the middle of the document: its beginning is general. */
function exampleClause(outline: readonly OutlineEntry[]): OutlineEntry | undefined {
  const fitting = outline.filter(
    ({ title, unitCount }) =>
      unitCount >= 2 && title.length >= 4 && title.length <= 14 && !/[“”《》]/.test(title),
  );
  return fitting[Math.floor(fitting.length / 3)];
}
