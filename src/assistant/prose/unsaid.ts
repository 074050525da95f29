import type { ClauseRecord } from '../../domain/clause.ts';
import { escapeMarkdown } from '../../domain/escape-markdown.ts';
import type { PolicyDocument } from '../../domain/policy-document.ts';
import { viewClause } from '../../retrieval/clause-view.ts';
import { clauseName } from '../clause-name.ts';
import type { ClauseQuote, DraftStatement } from '../draft.ts';
import { contentPairs, coverPairs, normalForm } from '../proof/content-pairs.ts';
import type { ProvenSentence } from './write-statements.ts';

/** Share of a sentence's words that proven statements must say before it counts as said. */
const SAID = 0.5;

/**
 * What of a statement composed by rules the proven statements leave unsaid: null where they say it all, the statement itself
 * where they say nothing of it, else its sentences that are missing.
 */
export function unsaidPart(
  statement: DraftStatement,
  proven: readonly ProvenSentence[],
  documents: ReadonlyMap<string, PolicyDocument>,
): DraftStatement | null {
  const { mustSay, quotes } = statement;
  const own = proven.filter(({ quote }) =>
    quotes.some(({ clause }) => clause.clauseId === quote.clause.clauseId),
  );
  if (mustSay === undefined || own.length === 0) return statement;
  const said = normalForm(own.map(({ text }) => text).join('\n'));
  if (mustSay.length > 0) return mustSay.every((fact) => said.includes(normalForm(fact))) ? null : statement;
  const missing = quotes.flatMap((quote) => unsaidSentences(quote, own));
  if (missing.length === 0) return null;
  const isNothingSaid = missing.length === quotes.flatMap(sentencesOf).length;
  return isNothingSaid ? statement : restOf(missing, documents);
}

function sentencesOf({ clause, start, end }: ClauseQuote): ClauseQuote[] {
  return viewClause(clause)
    .sentences.filter((sentence) => sentence.start < end && start < sentence.end)
    .map((sentence) => ({ clause, start: sentence.start, end: sentence.end }));
}

function unsaidSentences(quote: ClauseQuote, proven: readonly ProvenSentence[]): ClauseQuote[] {
  return sentencesOf(quote).filter((sentence) => {
    const following = proven.filter(
      (one) =>
        one.quote.clause.clauseId === sentence.clause.clauseId &&
        one.said.some((span) => span.start < sentence.end && sentence.start < span.end),
    );
    if (following.length === 0) return true;
    const words = contentPairs(sentence.clause.text.slice(sentence.start, sentence.end));
    return coverPairs(words, ...following.map(({ text }) => contentPairs(text))) < SAID;
  });
}

function restOf(
  missing: readonly ClauseQuote[],
  documents: ReadonlyMap<string, PolicyDocument>,
): DraftStatement {
  const clause = missing[0]!.clause;
  const text = missing.map((quote) => quote.clause.text.slice(quote.start, quote.end)).join('');
  return { text: `${placeOf(clause, documents)}${escapeMarkdown(text)}`, quotes: missing };
}

function placeOf(clause: ClauseRecord, documents: ReadonlyMap<string, PolicyDocument>): string {
  const title = documents.get(clause.documentId)?.title;
  return `${title === undefined ? '' : `《${escapeMarkdown(title)}》`}“${escapeMarkdown(clauseName(clause))}”：`;
}
