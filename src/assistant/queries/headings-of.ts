import type { ClauseRecord } from '../../domain/clause.ts';
import type { Heading } from '../../grammar/find-headings.ts';
import type { NumberedParts } from '../../grammar/sections-of.ts';
import { countWork } from '../../turns/work-budget.ts';
import type { AnswerContext } from '../answer-context.ts';
import type { CorpusView } from '../corpus-view.ts';

/** The parts of documents that a question may name. */
export interface Outline extends NumberedParts {
  /** Every heading; a clause's own is a leaf. */
  readonly headings: readonly Heading[];
}

/** Beyond this many clauses only the headings of documents that are named are looked at. */
const MOST_CLAUSES = 5_000;
const outlines = new WeakMap<CorpusView, Map<string, Promise<Outline>>>();

/** The outline of the documents that may be meant: of those named, else of all while they are few. */
export async function outlineOf(documentIds: readonly string[], context: AnswerContext): Promise<Outline> {
  const { corpus, snapshot, scope } = context;
  const meant =
    documentIds.length > 0
      ? [...documentIds].sort()
      : corpus.clauseCount <= MOST_CLAUSES
        ? corpus.documents.map(({ documentId }) => documentId)
        : [];
  const clauses = meant.reduce((sum, id) => sum + (corpus.documentById.get(id)?.clauseCount ?? 0), 0);
  if (meant.length === 0 || clauses > MOST_CLAUSES)
    return { headings: [], articles: new Set(), rows: new Map(), tops: new Map() };
  const kept = outlines.get(corpus) ?? new Map<string, Promise<Outline>>();
  outlines.set(corpus, kept);
  const key = meant.join('\n');
  const outline =
    kept.get(key) ??
    snapshot.clauses.getDocumentClauses(meant, scope.visibility).then((lists) => readOutline(lists.flat()));
  kept.set(key, outline);
  countWork(clauses);
  return await outline;
}

function readOutline(clauses: readonly ClauseRecord[]): Outline {
  const headings = new Map<string, Heading>();
  const articles = new Set<string>();
  for (const clause of clauses) {
    const parts = clause.clauseId.slice(clause.documentId.length + 1).split('.');
    if (/^art\d/u.test(parts[0]!)) articles.add(clause.documentId);
    const own = isOwnHeading(clause) ? clause.path.length - 1 : -1;
    clause.path.forEach((_, depth) => {
      const path = clause.path.slice(0, depth + 1);
      const key = JSON.stringify([clause.documentId, ...path]);
      const number = parts.length > depth ? parts.slice(0, depth + 1).join('.') : '';
      const known = headings.get(key);
      if (!known) headings.set(key, { documentId: clause.documentId, path, number, isLeaf: depth === own });
      // A clause that opens a part has its heading, and others stand below it.
      else if (known.isLeaf && depth < clause.path.length - 1) headings.set(key, { ...known, isLeaf: false });
    });
  }
  const all = [...headings.values()];
  return { headings: all, articles, rows: rowsOf(clauses), tops: topsOf(all) };
}

/** Of each document the numbers of its parts with something below them. */
function topsOf(headings: readonly Heading[]): Map<string, string[]> {
  const tops = new Map<string, string[]>();
  for (const { documentId, path, number, isLeaf } of headings) {
    if (path.length !== 1 || isLeaf || !/^\d+$/u.test(number)) continue;
    const own = tops.get(documentId);
    if (own) own.push(number);
    else tops.set(documentId, [number]);
  }
  return tops;
}

/** Of each document the last numbers that occur once, under whatever headings. */
function rowsOf(clauses: readonly ClauseRecord[]): Map<string, ReadonlyMap<number, string>> {
  const rows = new Map<string, Map<number, string>>();
  const twice = new Set<string>();
  for (const { clauseId, documentId } of clauses) {
    const part = clauseId.slice(documentId.length + 1);
    const last = part.split('.').at(-1)!;
    if (!/^\d+$/u.test(last) || !part.includes('.')) continue;
    const own = rows.get(documentId) ?? new Map<number, string>();
    rows.set(documentId, own);
    if (own.has(Number(last))) twice.add(`${documentId}\n${last}`);
    else own.set(Number(last), part);
  }
  for (const key of twice) {
    const [documentId, last] = key.split('\n');
    rows.get(documentId!)!.delete(Number(last));
  }
  return rows;
}

/** Whether the last heading of a clause is its own: there is no other clause below it. */
function isOwnHeading({ title, path, clauseId }: ClauseRecord): boolean {
  return title !== '' && (path.at(-1)?.endsWith(title) ?? false) && !/\.p\d+$/u.test(clauseId);
}
