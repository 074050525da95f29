import type { Answer, AnswerUnit, Citation, Statement } from '../api/types.ts';

/** One item of a list: what it says, the clauses that say so, their units as far as the answer names them. */
export interface ListRow {
  readonly number: number;
  /** Inline markdown. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly units: readonly AnswerUnit[];
}

/** An answer cut where its lists stand. */
export type AnswerPart =
  | { readonly kind: 'text'; readonly statements: readonly Statement[] }
  | { readonly kind: 'list'; readonly rows: readonly ListRow[] };

/** One clause of a comparison with its units. */
export interface ClauseUnits {
  readonly citation: Citation;
  readonly units: readonly AnswerUnit[];
}

const ITEM = /^(?:\d+[.)]|[-*+])\s+(?<text>\S[^\n]*)$/;

/** Runs of two and more items that cite something are lists; the rest stays text, in order. */
export function partsOf(answer: Answer): AnswerPart[] {
  const parts: AnswerPart[] = [];
  const { statements } = answer;
  for (let at = 0; at < statements.length; ) {
    let end = at;
    while (end < statements.length && isCitedItem(statements[end]!)) end++;
    if (end - at >= 2) {
      parts.push({
        kind: 'list',
        rows: statements.slice(at, end).map((own, i) => rowOf(own, i + 1, answer)),
      });
      at = end;
      continue;
    }
    const last = parts.at(-1);
    if (last?.kind === 'text')
      parts[parts.length - 1] = { ...last, statements: [...last.statements, statements[at]!] };
    else parts.push({ kind: 'text', statements: [statements[at]!] });
    at++;
  }
  return parts;
}

/** The cited clauses with their units, where an answer without lists puts two and more beside each other; else null. */
export function comparisonOf(answer: Answer, parts: readonly AnswerPart[]): ClauseUnits[] | null {
  if (parts.some(({ kind }) => kind === 'list')) return null;
  const rows = answer.citations.flatMap((citation) => {
    const units = unitsOf(answer, [citation]);
    return units.length > 0 ? [{ citation, units }] : [];
  });
  return new Set(rows.map(({ citation }) => citation.clauseId)).size >= 2 ? rows : null;
}

function isCitedItem({ text, markers }: Statement): boolean {
  return markers.length > 0 && ITEM.test(text);
}

function rowOf({ text, markers }: Statement, number: number, answer: Answer): ListRow {
  const citations = markers.flatMap((marker) => answer.citations.find((own) => own.marker === marker) ?? []);
  const title = `《${citations[0]?.documentTitle}》`;
  const said = ITEM.exec(text)!.groups!['text']!;
  // The document has a column of its own.
  const own = said.startsWith(title) ? said.slice(title.length) : said;
  return { number, text: own, citations, units: unitsOf(answer, citations) };
}

function unitsOf({ responsibleUnits }: Answer, citations: readonly Citation[]): AnswerUnit[] {
  return responsibleUnits.filter(({ clauseId }) => citations.some((own) => own.clauseId === clauseId));
}
