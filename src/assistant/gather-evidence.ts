import type { ClauseRecord } from '../domain/clause.ts';
import type { SearchScope } from '../domain/search-scope.ts';
import { GENERIC_WORDS } from '../questions/generic-words.ts';
import type { Ask } from '../questions/question-reading.ts';
import { viewClause } from '../retrieval/clause-view.ts';
import { expandForms } from '../retrieval/other-forms.ts';
import { type EmbeddingOutcome, retrieveClauses } from '../retrieval/retrieve-clauses.ts';
import { type Evidence, scoreEvidence } from '../retrieval/score-evidence.ts';
import { type WeighedTopic, weighTopic } from '../retrieval/weigh-topic.ts';
import { countWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import { fittingFigures } from './figures/choose-figures.ts';
import { figureQuestion } from './figures/figure-question.ts';
import { isInScope, narrowScope } from './search-scope.ts';

export interface GatheredEvidence {
  readonly topic: WeighedTopic;
  /** Best first. */
  readonly ranked: readonly Evidence[];
}

const CANDIDATES = 60;
const UNIT_CANDIDATES = 80;
/** Comparing two vectors; where there are many, their neighbours are found without comparing all. */
const STEPS_A_VECTOR = 4;
const STEPS_A_SEARCH = 40_000;

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
  countWork(Math.min(STEPS_A_SEARCH, STEPS_A_VECTOR * context.corpus.clauseCount));
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
  const focus = new Set(reading.focusClauseIds);
  const documentSignal = createDocumentSignal(context);
  const ranked = clauses
    .filter((clause): clause is ClauseRecord => clause !== undefined && isInScope(clause, scope))
    .map((clause) =>
      scoreEvidence(
        clause,
        topic,
        {
          search: (search.get(clause.clauseId) ?? 0) / best,
          document: documentSignal(clause.documentId),
          focus: focus.has(clause.clauseId) ? 1 : 0,
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

/** How much a document is pointed at: by a year or the subject, or by a name that shares words with the question. */
function createDocumentSignal({ reading, corpus }: AnswerContext): (documentId: string) => number {
  const { documents, question } = reading;
  const likely = new Set(documents.likely);
  const isNamedOutright = documents.named.length > 0;
  const pieces = new Set<string>();
  for (let at = 0; at + SHARED <= question.length; at++) pieces.add(question.slice(at, at + SHARED));
  const signals = new Map<string, number>();
  const read = (documentId: string) => {
    if (likely.has(documentId)) return 1;
    const document = isNamedOutright ? undefined : corpus.documentById.get(documentId);
    if (!document) return 0;
    return [document.title, ...document.aliases].some((name) => sharesPiece(name, pieces)) ? 0.5 : 0;
  };
  return (documentId) => {
    const known = signals.get(documentId) ?? read(documentId);
    signals.set(documentId, known);
    return known;
  };
}

/** So many characters in a row make a name shared: 「冷链物流园…」 and a plan on 冷链物流. */
const SHARED = 4;

function sharesPiece(name: string, pieces: ReadonlySet<string>): boolean {
  for (let at = 0; at + SHARED <= name.length; at++) {
    const piece = name.slice(at, at + SHARED);
    if (pieces.has(piece) && /^\p{Script=Han}{4}$/u.test(piece)) return true;
  }
  return false;
}

/** Whether a clause states a figure of the kind asked for. */
function hasFigureFor(clause: ClauseRecord, ask: Ask): boolean {
  return fittingFigures(figureQuestion(ask, []), viewClause(clause), '').length > 0;
}

function formSignal(clause: ClauseRecord, ask: Ask): number {
  if (ask.form === 'number') return hasFigureFor(clause, ask) ? 1 : 0;
  if (ask.form === 'who' || ask.wantsUnits) return clause.units.length > 0 ? 1 : 0;
  return clause.units.length > 0 ? 0.5 : 0;
}
