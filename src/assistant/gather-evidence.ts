import type { ClauseRecord } from '../domain/clause.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import { GENERIC_WORDS } from '../questions/generic-words.ts';
import type { Ask } from '../questions/question-reading.ts';
import { expandForms } from '../retrieval/other-forms.ts';
import { type EmbeddingOutcome, retrieveClauses } from '../retrieval/retrieve-clauses.ts';
import { type Evidence, scoreEvidence } from '../retrieval/score-evidence.ts';
import { type WeighedTopic, weighTopic } from '../retrieval/weigh-topic.ts';
import type { AnswerContext } from './answer-context.ts';
import { hasFigureFor } from './figures.ts';
import { isInScope, narrowScope } from './search-scope.ts';

export interface GatheredEvidence {
  readonly topic: WeighedTopic;
  /** Best first. */
  readonly ranked: readonly Evidence[];
}

const CANDIDATES = 60;
const UNIT_CANDIDATES = 80;

/**
 * Searches for one ask and scores what was found: candidates from keywords and vectors, the clauses of the turn before,
 * and clauses of the units named, all within the scope. `documentIds` replaces the reading's named documents, `scope`
 * that of the context.
 */
export async function gatherEvidence(
  ask: Ask,
  context: AnswerContext,
  options: {
    readonly documentIds?: readonly string[];
    readonly topic?: readonly string[];
    readonly scope?: SearchScope;
  } = {},
): Promise<GatheredEvidence> {
  const startedAt = performance.now();
  const { snapshot, reading } = context;
  const runs = options.topic ?? ask.topic;
  const named = options.documentIds ?? reading.documents.named;
  const scope = narrowScope(options.scope ?? context.scope, named);
  const text = runs.join(' ');
  const [topic, hits, unitClauseIds] = await Promise.all([
    weighTopic(runs, snapshot.keywords, scope.visibility, GENERIC_WORDS),
    retrieveClauses(
      { text, extra: expandForms(text).join(' '), sentence: options.topic ? text : sentenceOf(ask, context) },
      snapshot,
      context.embedder,
      { scope, limit: CANDIDATES, onEmbedding: (outcome) => noteEmbedding(context.spent, outcome) },
    ),
    clausesOfUnits(ask, context, scope),
  ]);
  const search = new Map(hits.map((hit) => [hit.clauseId, hit.score]));
  const ids = [...new Set([...search.keys(), ...reading.focusClauseIds, ...unitClauseIds])];
  const clauses = await snapshot.clauses.getClauses(ids, scope.visibility);
  const best = hits[0]?.score ?? 1;
  const unitIds = new Set(unitClauseIds);
  const ranked = clauses
    .filter((clause): clause is ClauseRecord => clause !== undefined && isInScope(clause, scope))
    .map((clause) =>
      scoreEvidence(
        clause,
        topic,
        {
          search: (search.get(clause.clauseId) ?? 0) / best,
          document: documentSignal(clause, context),
          focus: reading.focusClauseIds.includes(clause.clauseId) ? 1 : 0,
          unit: unitIds.has(clause.clauseId) ? 1 : 0,
          form: formSignal(clause, ask),
        },
        undefined,
        context.corpus.namesOf(clause.documentId),
      ),
    )
    .sort((a, b) => b.score - a.score || (a.clause.clauseId < b.clause.clauseId ? -1 : 1));
  context.spent.retrievalMs += performance.now() - startedAt;
  return { topic, ranked };
}

/** What is asked, as a whole sentence that needs nothing before it. */
function sentenceOf(ask: Ask, { reading }: AnswerContext): string {
  return reading.asks.length > 1 ? ask.text : reading.resolvedQuestion;
}

/** One answer may search several times: one late vector is worth telling, one used more than none. */
function noteEmbedding(spent: AnswerContext['spent'], outcome: EmbeddingOutcome): void {
  if (outcome === 'late' || spent.embedding === 'none') spent.embedding = outcome;
}

async function clausesOfUnits(ask: Ask, context: AnswerContext, scope: SearchScope): Promise<string[]> {
  const names = ask.units.flatMap((unit) => [...unit.names, ...unit.bySuccession]);
  if (names.length === 0) return [];
  const postings = await context.snapshot.units.getPostings(names, scope);
  return [...new Set(postings.flat().map((posting) => posting.clauseId))].slice(0, UNIT_CANDIDATES);
}

/** A document that a year or the subject points at, or whose name shares words with the question. */
function documentSignal(clause: ClauseRecord, context: AnswerContext): number {
  const { documents, question } = context.reading;
  if (documents.likely.includes(clause.documentId)) return 1;
  if (documents.named.length > 0) return 0;
  const document = context.corpus.documentById.get(clause.documentId);
  if (!document) return 0;
  return sharedName(question, [document.title, ...document.aliases]) ? 0.5 : 0;
}

/** Whether four characters in a row of a document's name stand in the question: 「冷链物流园…」 and a plan on 冷链物流. */
function sharedName(question: string, names: readonly string[]): boolean {
  for (const name of names) {
    for (let at = 0; at + 4 <= name.length; at++) {
      const piece = name.slice(at, at + 4);
      if (/^\p{Script=Han}{4}$/u.test(piece) && question.includes(piece)) return true;
    }
  }
  return false;
}

function formSignal(clause: ClauseRecord, ask: Ask): number {
  if (ask.form === 'number') return hasFigureFor(clause, ask) ? 1 : 0;
  if (ask.form === 'who' || ask.wantsUnits) return clause.units.length > 0 ? 1 : 0;
  return clause.units.length > 0 ? 0.5 : 0;
}
