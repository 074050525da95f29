import type { ClauseRecord } from '../../domain/clause.ts';
import { clauseLabel } from '../../domain/clause-label.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import type { TextSpan } from '../../domain/text-span.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import type { DraftStatement } from '../draft.ts';
import { renderUnits } from '../render-units.ts';
import { fenced } from './read-prompt.ts';

/** A clause as a model sees it. */
export interface NumberedEvidence {
  /** From 1. */
  readonly number: number;
  readonly clause: ClauseRecord;
  readonly document: PolicyDocument;
  /** What of the clause is shown; the whole where the budget allows. */
  readonly text: string;
  /** Sentences that the rules answer with. */
  readonly points: readonly string[];
}

/**
 * The clauses of what may be restated, in the order of the answer, as far as `budget` (characters) reaches: whole clauses
 * first; of one that does not fit, the sentences that the rules answer with; then nothing more.
 */
export function chooseEvidence(
  statements: readonly DraftStatement[],
  documents: ReadonlyMap<string, PolicyDocument>,
  budget: number,
): NumberedEvidence[] {
  const spans = new Map<ClauseRecord, TextSpan[]>();
  for (const { quotes, mustSay } of statements) {
    if (mustSay === undefined) continue;
    for (const quote of quotes) spans.set(quote.clause, [...(spans.get(quote.clause) ?? []), quote]);
  }
  const evidence: NumberedEvidence[] = [];
  let left = budget;
  for (const [clause, quoted] of spans) {
    const document = documents.get(clause.documentId);
    if (!document) continue;
    const points = pointsOf(clause, quoted);
    const text = clause.text.length <= left ? clause.text : points.join('\n');
    if (text.length > left) break;
    left -= text.length;
    evidence.push({ number: evidence.length + 1, clause, document, text, points });
  }
  return evidence;
}

/** Sentences of a clause that lie in one of the spans, without unit phrases. */
function pointsOf(clause: ClauseRecord, spans: readonly TextSpan[]): string[] {
  return viewClause(clause)
    .sentences.filter(({ start, end }) => spans.some((span) => span.start < end && start < span.end))
    .map(({ start, end }) => clause.text.slice(start, end));
}

/** The evidence as it stands in the prompt, one block a clause. */
export function renderEvidence(evidence: readonly NumberedEvidence[]): string {
  return evidence
    .map(({ number, clause, document, text, points }) => {
      const units = renderUnits(clause.units).replaceAll('\\', '');
      return [
        `<证据 编号="${number}">`,
        `出处：${fenced(clauseLabel(clause, document))}`,
        ...(units === '' ? [] : [`责任单位：${fenced(units)}`]),
        `正文：${fenced(text)}`,
        ...points.map((point) => `要点：${fenced(point)}`),
        '</证据>',
      ].join('\n');
    })
    .join('\n\n');
}
