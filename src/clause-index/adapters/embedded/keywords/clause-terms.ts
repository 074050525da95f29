import type { ClauseRecord } from '../../../../domain/clause.ts';
import type { PolicyDocument } from '../../../../domain/policy-document.ts';
import type { KeywordField } from '../../../ports/keyword-index.ts';

/** Search terms of a text, with repetition. */
export type TermExtractor = (text: string) => readonly string[];

/** The terms of one clause by field. Empty texts have no terms. */
export type ClauseTerms = Readonly<Record<KeywordField, readonly string[]>>;

/**
 * Clause by clause in index order. The trail leaves out the clause's own heading, which is the title; the units are all
 * that hold for the clause, also those printed under a heading above it; what stands above the columns of a row belongs to its body; the document's terms are made once.
 */
export function* extractClauseTerms(
  documents: readonly PolicyDocument[],
  clauses: readonly ClauseRecord[],
  extract: TermExtractor,
): Generator<ClauseTerms> {
  const termsOf = (text: string) => (text === '' ? [] : extract(text));
  const documentNames = new Map(
    documents.map((document) => [document.documentId, [document.title, ...document.aliases].join('\n')]),
  );
  const documentTerms = new Map<string, readonly string[]>();
  for (const clause of clauses) {
    let document = documentTerms.get(clause.documentId);
    if (document === undefined) {
      document = termsOf(documentNames.get(clause.documentId) ?? '');
      documentTerms.set(clause.documentId, document);
    }
    const trail = clause.title === '' ? clause.path : clause.path.slice(0, -1);
    yield {
      title: termsOf(clause.title),
      trail: termsOf(trail.join('\n')),
      units: termsOf([...new Set(clause.units.map(({ name }) => name))].join('\n')),
      body: termsOf([clause.text, ...(clause.cells ?? []).map(({ heading }) => heading)].join('\n')),
      document,
    };
  }
}
