import type { ClauseRecord } from '../domain/clause.ts';
import { escapeMarkdown } from '../domain/escape-markdown.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Draft, DraftStatement } from './draft.ts';
import { isInScope } from './search-scope.ts';

/** A clause that only leads in: 「申请认定应当具备下列条件：」. */
const LEADS_IN = /[：:]\s*$/u;

/** Whether a clause leads in items and the question asks how many there are: 「要交几样材料」. */
export function countsItems(question: string, clause: ClauseRecord): boolean {
  return ASKS_COUNT.test(question) && LEADS_IN.test(clause.text);
}

const ASKS_COUNT = /(?:几|多少)(?:个|大?类|样|种|项|条|份|点)/u;

/**
 * Completes an answer that rests on a lead-in: the items below it, which are clauses of their own, follow in printed order,
 * each with its citation. `question`: where it asks how many there are, their number comes first. Other drafts stay as they are.
 */
export async function addItems(draft: Draft, context: AnswerContext, question = ''): Promise<Draft> {
  if (draft.kind === 'refusal') return draft;
  const statements: DraftStatement[] = [];
  const expanded = new Set<string>();
  for (const statement of draft.statements) {
    statements.push(statement);
    const clause = statement.quotes[0]?.clause;
    if (!clause || !LEADS_IN.test(clause.text) || expanded.has(clause.clauseId)) continue;
    expanded.add(clause.clauseId);
    const items = await itemsBelow(clause, context);
    const own = items.filter((item) => !item.clauseId.slice(clause.clauseId.length + 1).includes('.'));
    if (own.length > 1 && ASKS_COUNT.test(question))
      statements.splice(-1, 0, { text: `共${own.length}项：`, quotes: statement.quotes });
    for (const item of items) {
      statements.push({
        text: escapeMarkdown(item.text.trim()),
        quotes: [{ clause: item, start: 0, end: item.text.length }],
      });
    }
  }
  return { ...draft, statements };
}

async function itemsBelow(clause: ClauseRecord, context: AnswerContext): Promise<ClauseRecord[]> {
  const { snapshot, scope } = context;
  const [clauses = []] = await snapshot.clauses.getDocumentClauses([clause.documentId], scope.visibility);
  return clauses.filter((item) => item.clauseId.startsWith(`${clause.clauseId}.`) && isInScope(item, scope));
}
