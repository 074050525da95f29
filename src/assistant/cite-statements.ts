import type { Citation, Statement } from '../domain/answer.ts';
import type { AnswerContext } from './answer-context.ts';
import type { ClauseQuote, DraftStatement } from './draft.ts';
import { verifyCitations } from './verify-citations.ts';

/** Told of each statement in the order of the answer, with the citations that it is the first to use. */
export type OnStatement = (statement: Statement, added: readonly Citation[]) => void;

/** Numbers and checks citations while an answer grows. */
export interface Citer {
  /** Adds statements; one all of whose quotes fail is left out. Nothing is told before the first citation holds. */
  add(drafts: readonly DraftStatement[]): Promise<void>;
  /** Adds statements that need no citation: notes, labels. */
  addNotes(notes: readonly Statement[]): void;
  /** All statements so far. */
  readonly statements: readonly Statement[];
  /** Citations so far, by marker; one a clause, several quotes of it being the run that covers them. */
  finish(): Promise<Citation[]>;
}

/** Two quotes of a clause farther apart than this stay the first one. */
const LONGEST_RUN = 500;

export function createCiter(context: AnswerContext, onStatement: OnStatement = () => {}): Citer {
  const quotes = new Map<string, ClauseQuote>();
  const citations = new Map<string, Citation>();
  /** The quotes as the citations were checked with. */
  const verified = new Map<string, ClauseQuote>();
  const statements: Statement[] = [];
  let untold: { statement: Statement; added: Citation[] }[] = [];

  return {
    statements,
    async add(drafts) {
      const all = drafts.flatMap((draft) => draft.quotes);
      for (const quote of all) mergeQuote(quotes, quote);
      const fresh = [...new Set(all.map(({ clause }) => clause.clauseId))].filter((id) => !citations.has(id));
      const added = await verify(fresh.map((id) => quotes.get(id)!));
      const waiting = new Map<string, Citation>();
      for (const citation of added) {
        const numbered = { ...citation, marker: citations.size + 1 };
        citations.set(citation.clauseId, numbered);
        verified.set(citation.clauseId, quotes.get(citation.clauseId)!);
        waiting.set(citation.clauseId, numbered);
      }
      for (const { text, quotes: own } of drafts) {
        const ids = [...new Set(own.map(({ clause }) => clause.clauseId))].filter((id) => citations.has(id));
        if (own.length > 0 && ids.length === 0) continue;
        const first = ids.flatMap((id) => waiting.get(id) ?? []);
        for (const id of ids) waiting.delete(id);
        push({ text, markers: ids.map((id) => citations.get(id)!.marker) }, first);
      }
      tell();
    },
    addNotes(notes) {
      for (const note of notes) push(note, []);
      tell();
    },
    async finish() {
      const widened = [...citations.keys()].filter((id) => hasChanged(verified.get(id)!, quotes.get(id)!));
      for (const citation of await verify(widened.map((id) => quotes.get(id)!))) {
        const { marker } = citations.get(citation.clauseId)!;
        citations.set(citation.clauseId, { ...citation, marker });
      }
      return [...citations.values()];
    },
  };

  async function verify(wanted: readonly ClauseQuote[]): Promise<Citation[]> {
    return wanted.length === 0 ? [] : await verifyCitations(wanted, context, context.scope.visibility);
  }

  function push(statement: Statement, added: Citation[]): void {
    statements.push(statement);
    untold.push({ statement, added });
  }

  function tell(): void {
    if (citations.size === 0) return;
    for (const { statement, added } of untold) onStatement(statement, added);
    untold = [];
  }
}

function hasChanged(before: ClauseQuote, now: ClauseQuote): boolean {
  return before.start !== now.start || before.end !== now.end || before.isRepaired !== now.isRepaired;
}

function mergeQuote(quotes: Map<string, ClauseQuote>, quote: ClauseQuote): void {
  const known = quotes.get(quote.clause.clauseId);
  const start = Math.min(known?.start ?? quote.start, quote.start);
  const end = Math.max(known?.end ?? quote.end, quote.end);
  const isRepaired = known?.isRepaired || quote.isRepaired;
  if (!known || end - start <= LONGEST_RUN)
    quotes.set(quote.clause.clauseId, {
      clause: quote.clause,
      start,
      end,
      ...(isRepaired && { isRepaired }),
    });
}
