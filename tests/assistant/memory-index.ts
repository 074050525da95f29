import { readClauseDeadlines } from '../../ingest/facts/clause-deadlines.ts';
import { readClauseFigures } from '../../ingest/facts/clause-figures.ts';
import type { ClauseIndex, IndexSnapshot } from '../../src/clause-index/ports/index-snapshot.ts';
import type { WeightedTerm } from '../../src/clause-index/ports/keyword-index.ts';
import type { ClauseCell, ClauseRecord, Deadline } from '../../src/domain/clause.ts';
import { NO_FACTS } from '../../src/domain/clause-facts.ts';
import type { PolicyDocument } from '../../src/domain/policy-document.ts';
import type { UnitAssignment, UnitRole } from '../../src/domain/responsible-unit.ts';
import { isVisible, type SearchScope, type Visibility } from '../../src/domain/search-scope.ts';
import { extractTerms } from '../../src/language/words.ts';
import { sampleDocument } from '../questions/sample-documents.ts';

/** A clause as a test writes it: `units` are `role:name` or `role:name*` for a collective, in printed order. */
export interface SampleClause {
  /** Place in the document's ids; its number in order when absent. */
  readonly id?: string;
  readonly path: readonly string[];
  readonly title?: string;
  readonly text: string;
  /** The printed phrase, which must close the text; empty for none. */
  readonly phrase?: string;
  readonly units?: readonly string[];
  readonly taskId?: string;
  readonly deadline?: Deadline;
  /** Of a row of a table, by its text. */
  readonly cells?: (text: string) => readonly ClauseCell[];
}

export interface SampleDocument {
  readonly id: string;
  readonly title: string;
  readonly rest?: Partial<PolicyDocument>;
  readonly clauses: readonly SampleClause[];
}

/** An index in memory with the ports' behaviour, for tests of the pipeline. It counts open snapshots. */
export function createMemoryIndex(
  samples: readonly SampleDocument[],
): ClauseIndex & { readonly opened: () => number } {
  const documents = samples.map((sample) =>
    sampleDocument(sample.id, sample.title, { ...sample.rest, clauseCount: sample.clauses.length }),
  );
  const sources = new Map<string, string>();
  const clauses = samples.flatMap((sample) => buildClauses(sample, sources));
  let opened = 0;
  const snapshot: IndexSnapshot = {
    version: 'v1',
    embedderId: 'none',
    embedderState: null,
    questions: null,
    clauses: {
      getClauses: async (ids, visibility) =>
        ids.map((id) =>
          clauses.find((clause) => clause.clauseId === id && isVisible(visibility, clause.documentId)),
        ),
      getDocumentClauses: async (ids, visibility) =>
        ids.map((id) => clauses.filter((clause) => clause.documentId === id && isVisible(visibility, id))),
      listDocuments: async (visibility) =>
        documents.filter((document) => isVisible(visibility, document.documentId)),
    },
    units: {
      getPostings: async (names, scope) =>
        names.map((name) =>
          inScope(clauses, scope).flatMap((clause) =>
            clause.units
              .filter((unit) => unit.name === name && (!scope.role || unit.role === scope.role))
              .map((unit) => ({
                clauseId: clause.clauseId,
                documentId: clause.documentId,
                taskId: clause.taskId,
                role: unit.role,
              })),
          ),
        ),
      listNames: async (scope) => {
        const names = new Map<string, { collective: boolean; clauseCount: number }>();
        for (const unit of inScope(clauses, scope).flatMap((clause) => clause.units)) {
          const known = names.get(unit.name);
          names.set(unit.name, { collective: unit.collective, clauseCount: (known?.clauseCount ?? 0) + 1 });
        }
        return [...names].map(([name, rest]) => ({ name, ...rest }));
      },
    },
    vectors: { dimension: 2, size: 1, method: 'exact', search: async (vectors) => vectors.map(() => []) },
    keywords: {
      search: async (queries, { limit, scope }) =>
        queries.map((query) => rank(query, inScope(clauses, scope), limit)),
      findWithAll: async (terms, scope) =>
        inScope(clauses, scope)
          .filter((clause) => terms.length > 0 && terms.every((term) => termsOf(clause).has(term)))
          .map((clause) => clause.clauseId),
      inverseDocumentFrequency: async (terms, visibility) =>
        terms.map((term) => idf(term, inScope(clauses, { visibility }))),
    },
    sources: {
      getSources: async (ids, visibility: Visibility) =>
        ids.map((id) => (isVisible(visibility, id) ? sources.get(id) : undefined)),
      getLayouts: async (ids) => ids.map(() => null),
      getOriginal: async () => undefined,
    },
    release: () => {
      opened--;
    },
  };
  return {
    open: async () => {
      opened++;
      return snapshot;
    },
    close: async () => {},
    opened: () => opened,
  };
}

function buildClauses(sample: SampleDocument, sources: Map<string, string>): ClauseRecord[] {
  let source = '';
  const records = sample.clauses.map((clause, order): ClauseRecord => {
    const text = clause.text + (clause.phrase ?? '');
    const start = source.length;
    source += `${text}\n`;
    const clauseId = `${sample.id}:${clause.id ?? order + 1}`;
    const runs = [{ start: 0, length: text.length, sourceStart: start, sourceLength: text.length }];
    const cells = clause.cells?.(text) ?? [];
    return {
      clauseId,
      documentId: sample.id,
      order,
      title: clause.title ?? '',
      path: clause.path,
      text,
      runs,
      span: { start, end: start + text.length },
      textHash: 'hash',
      normalized: false,
      deadline: clause.deadline ?? null,
      units: (clause.units ?? []).map((unit) => readUnit(unit, clause, start)),
      taskId: clause.taskId ?? clauseId,
      ...(cells.length > 0 && { cells }),
      facts: {
        ...NO_FACTS,
        deadlines: readClauseDeadlines({ text, runs }, { year: null, held: null }),
        figures: readClauseFigures({ text, runs }, { title: clause.title ?? '', cells }),
      },
    };
  });
  sources.set(sample.id, source);
  return records;
}

function readUnit(unit: string, clause: SampleClause, start: number): UnitAssignment {
  const [role, printed] = unit.split(':') as [UnitRole, string];
  const raw = clause.phrase ?? '';
  const textSpan = raw === '' ? null : { start: clause.text.length, end: clause.text.length + raw.length };
  return {
    name: printed.replace('*', ''),
    role,
    verb: null,
    collective: printed.endsWith('*'),
    openEnded: false,
    raw,
    span: { start: start + clause.text.length, end: start + clause.text.length + raw.length },
    textSpan,
    inheritedFrom: null,
    basis: 'assignment',
  };
}

function inScope(clauses: readonly ClauseRecord[], scope: SearchScope): ClauseRecord[] {
  return clauses.filter(
    (clause) =>
      isVisible(scope.visibility, clause.documentId) &&
      (scope.documentIds === undefined || scope.documentIds.includes(clause.documentId)) &&
      ((scope.units === undefined && scope.role === undefined) ||
        clause.units.some((unit) => fitsUnits(unit, scope))),
  );
}

function fitsUnits(unit: UnitAssignment, { units, role }: SearchScope): boolean {
  return (units === undefined || units.includes(unit.name)) && (role === undefined || unit.role === role);
}

function idf(term: string, clauses: readonly ClauseRecord[]): number {
  const count = clauses.filter((clause) => termsOf(clause).has(term)).length;
  return Math.log(1 + (clauses.length - count + 0.5) / (count + 0.5));
}

const cache = new WeakMap<ClauseRecord, Set<string>>();

function termsOf(clause: ClauseRecord): Set<string> {
  const known = cache.get(clause) ?? new Set(extractTerms([...clause.path, clause.text].join('\n')));
  cache.set(clause, known);
  return known;
}

function rank(query: readonly WeightedTerm[], clauses: readonly ClauseRecord[], limit: number) {
  return clauses
    .map((clause) => ({
      clauseId: clause.clauseId,
      score: query.reduce(
        (sum, { term, weight = 1 }) => sum + (termsOf(clause).has(term) ? weight * idf(term, clauses) : 0),
        0,
      ),
    }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}
