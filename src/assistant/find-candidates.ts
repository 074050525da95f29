import type { ScoredClause } from '../clause-index/ports/scored-clause.ts';
import type { ClauseRecord } from '../domain/clause.ts';
import {
  type ClauseFeatures,
  clauseFeatures,
  type FoundClause,
  readMessage,
} from '../judging/clause-features.ts';
import type { Ask, QuestionReading } from '../questions/question-reading.ts';
import { viewClause } from '../retrieval/clause-view.ts';
import { retrieveClauses } from '../retrieval/retrieve-clauses.ts';
import { countWork } from '../turns/work-budget.ts';
import type { AnswerContext } from './answer-context.ts';
import { type Draft, MISSING_PARTS } from './draft.ts';
import { asksForFigure } from './figures/figure-question.ts';
import { isInScope, narrowScope } from './search-scope.ts';

/** Clauses that may answer an ask, and what is known of each. */
export interface Candidates {
  /** The ask as it is held against clauses. */
  readonly text: string;
  readonly clauses: readonly ClauseRecord[];
  /** Same order. */
  readonly features: readonly ClauseFeatures[];
}

const SEARCHED = 20;
/** Clauses whose similarity is known, and those of them that are candidates whatever their words. */
const COMPARED = 100;
const SIMILAR = 8;
/** Looking for every term of a message in a clause and its sentences. */
const STEPS_A_CANDIDATE = 800;

/**
 * What the search finds for the words of an ask, with the clauses that a form proposes and those of the turn before.
 * Nothing is left out for what it lacks: that is weighed, with everything else, by the judge.
 */
export async function findCandidates(ask: Ask, proposal: Draft, context: AnswerContext): Promise<Candidates> {
  const { reading, snapshot } = context;
  const text = textOf(ask, reading);
  const { scope } = context;
  const startedAt = performance.now();
  const { score, similar } = await search(text, context);
  const least = Math.min(...similar.values());
  const proposed = proposedClauses(proposal);
  const ids = [
    ...new Set([
      ...score.keys(),
      ...[...similar.keys()].slice(0, SIMILAR),
      ...proposed,
      ...reading.focusClauseIds.slice(0, SEARCHED),
    ]),
  ];
  const fetched = await snapshot.clauses.getClauses(ids, scope.visibility);
  context.spent.retrievalMs += performance.now() - startedAt;
  const clauses = fetched.filter(
    (clause): clause is ClauseRecord => clause !== undefined && isInScope(clause, scope),
  );
  countWork(STEPS_A_CANDIDATE * clauses.length);
  const found = clauses.map(
    (clause): FoundClause => ({
      view: viewClause(clause),
      documentNames: context.corpus.namesOf(clause.documentId),
      search: score.get(clause.clauseId) ?? 0,
      similarity: similar.size === 0 ? null : (similar.get(clause.clauseId) ?? least),
    }),
  );
  const features = clauseFeatures(readMessage(text), found);
  const known = readingFeatures(ask, proposal, context);
  return { text, clauses, features: features.map((row, i) => Object.assign(row, known(clauses[i]!))) };
}

/** What the search knows of clauses: scores, 1 for the best, and cosines to the message, best first; none without a sentence model. */
interface Found {
  readonly score: Map<string, number>;
  readonly similar: Map<string, number>;
}

/**
 * Clauses that the words find anywhere and, where the reading names documents, within them: that a document is named is a sign
 * among others, since a reading may be wrong.
 */
async function search(text: string, context: AnswerContext): Promise<Found> {
  const { snapshot, embedder, scope, reading } = context;
  const similar = new Map<string, number>();
  const keep = (hits: readonly ScoredClause[]) => {
    for (const hit of hits.slice(0, COMPARED)) similar.set(hit.clauseId, hit.score);
  };
  const isComparable = embedder !== null && !embedder.trainedOnCorpus;
  const { named } = reading.documents;
  const anywhere = await retrieveClauses({ text }, snapshot, embedder, {
    scope,
    limit: named.length > 0 ? 3 * SEARCHED : SEARCHED,
    ...(isComparable && { onSimilar: keep }),
  });
  const best = anywhere[0]?.score || 1;
  const known = new Map(anywhere.map(({ clauseId, score }) => [clauseId, score / best]));
  const score = new Map([...known].slice(0, SEARCHED));
  if (named.length === 0) return { score, similar };
  const lowest = (anywhere.at(-1)?.score ?? 0) / best;
  const options = { scope: narrowScope(scope, named), limit: SEARCHED };
  const within = await retrieveClauses({ text }, snapshot, embedder, options);
  for (const hit of within)
    score.set(hit.clauseId, known.get(hit.clauseId) ?? (lowest * hit.score) / (within[0]?.score || 1));
  return { score, similar };
}

/** The words of one ask; of a message that asks one thing, the whole of it, made standalone. */
function textOf(ask: Ask, reading: QuestionReading): string {
  if (reading.asks.length > 1) return [...ask.topic, ask.text].join(' ');
  return reading.isFollowUp ? [reading.resolvedQuestion, ...ask.topic].join(' ') : reading.question;
}

export function proposedClauses(proposal: Draft): string[] {
  if (proposal.kind === 'refusal') return [];
  return [
    ...new Set(proposal.statements.flatMap(({ quotes }) => quotes.map(({ clause }) => clause.clauseId))),
  ].slice(0, SEARCHED);
}

/** What the closed vocabularies (units, documents, the turn before) and the proposal of the ask's form say of a clause. */
function readingFeatures(
  ask: Ask,
  proposal: Draft,
  { reading }: AnswerContext,
): (clause: ClauseRecord) => ClauseFeatures {
  const proposed = proposedClauses(proposal);
  const names = new Set(ask.units.flatMap((unit) => [...unit.names, ...unit.bySuccession]));
  const named = new Set(reading.documents.named);
  const likely = new Set(reading.documents.likely);
  const focus = new Set(reading.focusClauseIds);
  const wantsUnits = ask.form === 'who' || ask.wantsUnits;
  const isFigure = asksForFigure(ask);
  const missed = proposal.kind === 'refusal' ? (proposal.lacks ?? null) : null;
  const missedParts = Object.fromEntries(
    MISSING_PARTS.map((part) => [`missed-${part}`, missed === part ? 1 : 0]),
  );
  return (clause) => ({
    proposed: proposed[0] === clause.clauseId ? 1 : 0,
    proposedToo: proposed.indexOf(clause.clauseId) > 0 ? 1 : 0,
    proposedElse: proposed.length > 0 && !proposed.includes(clause.clauseId) ? 1 : 0,
    proposedNone: proposal.kind === 'refusal' ? 1 : 0,
    proposedFigure: isFigure && proposed[0] === clause.clauseId ? 1 : 0,
    proposedNoFigure: isFigure && proposal.kind === 'refusal' ? 1 : 0,
    proposedUnits: wantsUnits && proposed[0] === clause.clauseId ? 1 : 0,
    proposedNoUnits: wantsUnits && proposal.kind === 'refusal' ? 1 : 0,
    proposedVerdict: ask.form === 'yes-no' && proposed[0] === clause.clauseId ? 1 : 0,
    proposedNoVerdict: ask.form === 'yes-no' && proposal.kind === 'refusal' ? 1 : 0,
    confidence: proposal.confidence ?? 0.5,
    missedHere:
      missed !== null && proposal.kind === 'refusal' && proposal.nearest[0]?.clauseId === clause.clauseId
        ? 1
        : 0,
    missedFactHere:
      missed === 'fact' && proposal.kind === 'refusal' && proposal.nearest[0]?.clauseId === clause.clauseId
        ? 1
        : 0,
    ...missedParts,
    unitNamed: clause.units.some((unit) => names.has(unit.name)) ? 1 : 0,
    unitMissing: names.size > 0 && !clause.units.some((unit) => names.has(unit.name)) ? 1 : 0,
    unitsWanted: wantsUnits && clause.units.length > 0 ? 1 : 0,
    unitsLacking: wantsUnits && clause.units.length === 0 ? 1 : 0,
    documentNamed: named.has(clause.documentId) ? 1 : 0,
    documentLikely: likely.has(clause.documentId) ? 1 : 0,
    inFocus: focus.has(clause.clauseId) ? 1 : 0,
    placesElsewhere: reading.places.some(({ place }) => !clause.text.includes(place)) ? 1 : 0,
  });
}
