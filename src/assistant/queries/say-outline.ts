import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import { stripNumber } from '../../domain/heading-number.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import { clauseName } from '../clause-name.ts';
import type { DraftAnswer, DraftStatement } from '../draft.ts';
import { quoteOf } from '../quotes.ts';

/** Chapters, and headings below one of them, that are named. */
const MOST_CHAPTERS = 20;
const MOST_BELOW = 12;

/** The chapters of a document with the headings below each; of one without chapters its clauses. Null of an empty one. */
export async function sayOutline(
  { documentId, title }: PolicyDocument,
  { snapshot, scope }: Pick<AnswerContext, 'snapshot' | 'scope'>,
): Promise<DraftAnswer | null> {
  const [clauses = []] = await snapshot.clauses.getDocumentClauses([documentId], scope.visibility);
  countWork(clauses.length);
  const chapters = new Map<string, ClauseRecord[]>();
  const hasChapters = clauses.some(({ path }) => path.length > 0);
  for (const clause of clauses) {
    const name = clause.path[0] ?? (hasChapters ? '' : clauseName(clause));
    const own = chapters.get(name);
    if (own) own.push(clause);
    else if (name !== '') chapters.set(name, [clause]);
  }
  if (chapters.size === 0) return null;
  const shown = [...chapters].slice(0, MOST_CHAPTERS);
  const items = shown.map(
    ([name, own]): DraftStatement => ({
      text: `- ${escapeMarkdown(name)}${below(own)}`,
      quotes: [quoteOf(own[0]!, viewClause(own[0]!).sentences[0] ?? null)],
    }),
  );
  const more = chapters.size > shown.length ? `，以下为前${shown.length}个` : '';
  return {
    kind: 'answer',
    statements: [
      { text: `《${escapeMarkdown(title)}》共${chapters.size}个部分${more}：`, quotes: [] },
      ...items,
    ],
    units: [],
    isComputed: true,
    query: { find: 'sections', where: { documentIds: [documentId] } },
  };
}

/** 「：落实资金；加强监测」; articles have numbers alone. */
function below(own: readonly ClauseRecord[]): string {
  const headings = new Set(own.flatMap(({ path }) => path[1] ?? []));
  const names = [...headings].map(stripNumber).filter((name) => name !== '');
  if (names.length === 0) return '';
  const more = names.length > MOST_BELOW ? `等${names.length}项` : '';
  return `：${names.slice(0, MOST_BELOW).map(escapeMarkdown).join('；')}${more}`;
}
