import type { IndexSnapshot } from '../clause-index/ports/index-snapshot.ts';
import type { UnitName } from '../clause-index/ports/unit-index.ts';
import { withEndings } from '../domain/document-endings.ts';
import type { PolicyDocument } from '../domain/policy-document.ts';
import { type Remember, rememberByVisibility } from '../domain/remember-by-visibility.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { normaliseForTerms } from '../language/words.ts';
import { createSlipCorrector, type SlipCorrector } from '../questions/correct-slips.ts';
import { jurisdictionOf } from '../questions/find-places.ts';

/** What questions are read against: the documents and printed names that a caller may see. */
export interface CorpusView {
  readonly documents: readonly PolicyDocument[];
  readonly documentById: ReadonlyMap<string, PolicyDocument>;
  /** Clauses of all these documents. */
  readonly clauseCount: number;
  /** Printed unit names; the same array as long as the index stays the same. */
  readonly knownUnits: readonly string[];
  readonly collectives: readonly string[];
  /** All of these, with how many clauses print each. */
  readonly unitNames: readonly UnitName[];
  readonly jurisdiction: string | null;
  readonly correctSlips: SlipCorrector;
  /** Title and aliases of a document, normalised. */
  readonly namesOf: (documentId: string) => string;
}

/** Sets of visible documents whose views are kept. */
const KEPT_SETS = 16;

/** Builds views and keeps those of the newest index: for callers who see everything, and for the last sets of visible documents. */
export function createCorpusViews(): (
  snapshot: IndexSnapshot,
  visibility: Visibility,
) => Promise<CorpusView> {
  let current: { version: string; remember: Remember<Promise<CorpusView>> } | null = null;
  return (snapshot, visibility) => {
    if (current?.version !== snapshot.version) {
      current = { version: snapshot.version, remember: rememberByVisibility(KEPT_SETS) };
    }
    return current.remember(visibility, () => buildView(snapshot, visibility));
  };
}

async function buildView(snapshot: IndexSnapshot, visibility: Visibility): Promise<CorpusView> {
  const [listed, names] = await Promise.all([
    snapshot.clauses.listDocuments(visibility),
    snapshot.units.listNames({ visibility }),
  ]);
  const documents = withEndings(listed);
  const documentNames = new Map(
    documents.map((document) => [
      document.documentId,
      normaliseForTerms([document.title, ...document.aliases].join(' ')),
    ]),
  );
  return {
    documents,
    namesOf: (documentId) => documentNames.get(documentId) ?? '',
    documentById: new Map(documents.map((document) => [document.documentId, document])),
    clauseCount: countClauses(documents),
    knownUnits: names.filter((name) => !name.collective).map((name) => name.name),
    collectives: names.filter((name) => name.collective).map((name) => name.name),
    unitNames: names,
    jurisdiction: jurisdictionOf(documents),
    correctSlips: await buildCorrector(snapshot, visibility, documents, names),
  };
}

/** Beyond this many clauses headings alone are too many to keep for mending slips. */
const MOST_CLAUSES = 20_000;

async function buildCorrector(
  snapshot: IndexSnapshot,
  visibility: Visibility,
  documents: readonly PolicyDocument[],
  names: readonly { readonly name: string }[],
): Promise<SlipCorrector> {
  const lists =
    countClauses(documents) > MOST_CLAUSES
      ? []
      : await snapshot.clauses.getDocumentClauses(
          documents.map((document) => document.documentId),
          visibility,
        );
  const clauses = lists.flat();
  const corrector = createSlipCorrector({
    vocabulary: [
      ...documents.flatMap((document) => [document.title, ...document.aliases]),
      ...names.map((name) => name.name),
      ...clauses.flatMap((clause) => [clause.title, ...clause.path]),
    ],
    texts: clauses.map((clause) => clause.text),
  });
  await corrector.prepare();
  return corrector;
}

function countClauses(documents: readonly PolicyDocument[]): number {
  return documents.reduce((sum, document) => sum + document.clauseCount, 0);
}
