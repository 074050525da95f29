import type { ClauseRecord } from '../domain/clause.ts';
import {
  JUDGE,
  type JudgeModel,
  type Judgement,
  judgeClauses,
  type ProposalGroup,
} from '../judging/judge-clauses.ts';
import { judgeReadings, type PassageReading } from '../judging/judge-readings.ts';
import type { Ask } from '../questions/question-reading.ts';
import type { AnswerContext } from './answer-context.ts';
import { type Draft, type DraftAnswer, refuse } from './draft.ts';
import { type Candidates, findCandidates, proposedClauses } from './find-candidates.ts';
import { agreeWithPicks } from './picking/agree-with-picks.ts';
import type { Picks } from './picking/pick-evidence.ts';
import { type CloseReading, readChosen, readClosely } from './read-closely.ts';
import { sayClauses } from './say-clauses.ts';

/**
 * Decides an ask: of all clauses that may answer, the best supported one, or a refusal with the nearest. What the form
 * proposes from that clause is said as it was composed; else the clause speaks for itself.
 */
export async function judgeAsk(ask: Ask, proposal: Draft, context: AnswerContext): Promise<Draft> {
  const candidates = await findCandidates(ask, proposal, context);
  const first = judgeClauses(candidates.features);
  const read = await readClosely(candidates, first, context);
  const judged = read === null ? first : judgementOf(read, first);
  const picks = await picksOf(candidates, judged, context);
  const judgement = picks === null ? judged : agreeWithPicks(judged, candidates.clauses, picks);
  const { best, support } = judgement;
  const confidence = support;
  const cuts = read === null ? JUDGE : JUDGE.reading;
  const answerFrom = read === null ? JUDGE.answerFrom[groupOf(proposal)] : JUDGE.reading.answerFrom;
  if (best < 0 || support < answerFrom) {
    const told = proposal.kind === 'refusal' ? proposal : refuse('no-evidence', NOT_STATED);
    return { ...told, nearest: nearestOf(candidates, judgement, told.nearest), confidence };
  }
  if (proposal.kind === 'answer' && !isOutdone(proposal, candidates, judgement, cuts))
    return { ...proposal, confidence };
  const chosen = chosenOf(judgement, cuts);
  const clauses = chosen.map((place) => candidates.clauses[place]!);
  const draft = await sayClauses(clauses, {
    ask,
    text: candidates.text,
    isSure: judged.support >= cuts.sureFrom,
    picks,
    readings: await readingsOf(chosen, candidates, read, context),
    context,
  });
  return { ...draft, confidence };
}

/** What the model holds to answer, where there is one and the judge is not sure alone. */
async function picksOf(
  { text, clauses }: Candidates,
  { each, best, support }: Judgement,
  { pick }: AnswerContext,
): Promise<Picks | null> {
  if (pick === undefined || best < 0 || support >= SURE_ALONE) return null;
  const order = [...each.keys()].sort((a, b) => each[b]! - each[a]!);
  return await pick(
    text,
    order.map((place) => clauses[place]!),
  );
}

/** Support from which on a model is not asked. */
const SURE_ALONE = 0.97;

type Cuts = Pick<JudgeModel, 'insteadFrom' | 'besideFrom' | 'sureFrom'>;

/** Of the clauses that are said, by their places, all that can be read; nothing where nothing was. */
async function readingsOf(
  chosen: readonly number[],
  { text, clauses }: Candidates,
  read: CloseReading | null,
  context: AnswerContext,
): Promise<ReadonlyMap<string, readonly PassageReading[]>> {
  const readings = new Map<string, readonly PassageReading[]>();
  for (const place of chosen) {
    const known = read?.clauses[read.places.indexOf(place)]?.readings;
    const clause = clauses[place]!;
    if (known) readings.set(clause.clauseId, await readChosen(text, clause, known, context));
  }
  return readings;
}

/** The judgement of those that were read, over all candidates: the others come after them, in their order of before. */
function judgementOf({ places, clauses }: CloseReading, first: Judgement): Judgement {
  const { each, best, support } = judgeReadings(clauses);
  const all = first.each.map((value) => UNREAD * value);
  places.forEach((place, i) => {
    all[place] = each[i]!;
  });
  return { each: all, best: places[best]!, support };
}

const UNREAD = 1e-9;

/**
 * The best clause, and beside it one that is nearly as probable: two fees, two offices. Which of them is meant the asker sees from what they
 * are of.
 */
function chosenOf({ each, best }: Judgement, { besideFrom }: Cuts): number[] {
  const [second] = [...each.keys()].filter((place) => place !== best).sort((a, b) => each[b]! - each[a]!);
  return second !== undefined && each[second]! >= besideFrom * each[best]! ? [best, second] : [best];
}

const NOT_STATED = '已收录的文件条款没有写明这一内容。';

function groupOf(proposal: Draft): ProposalGroup {
  if (proposal.kind === 'answer') return 'answer';
  switch (proposal.lacks) {
    case undefined:
    case 'topic':
      return 'topic';
    case 'fact':
    case 'part':
      return 'fact';
    case 'place':
    case 'year':
    case 'question':
      return 'other';
  }
}

/** Whether a clause that the form did not propose is far more probable than those that it did. */
function isOutdone(
  proposal: DraftAnswer,
  { clauses }: Candidates,
  { each, best }: Judgement,
  { insteadFrom }: Cuts,
): boolean {
  const proposed = proposedClauses(proposal);
  const chances = clauses.map(({ clauseId }, i) => (proposed.includes(clauseId) ? each[i]! : 0));
  return (
    !proposed.includes(clauses[best]!.clauseId) &&
    each[best]! >= insteadFrom.other &&
    Math.max(0, ...chances) <= insteadFrom.proposed
  );
}

/** The three most probable clauses; those that the form found where the search found none. */
function nearestOf(
  { clauses }: Candidates,
  { each }: Judgement,
  otherwise: readonly ClauseRecord[],
): readonly ClauseRecord[] {
  const byChance = clauses
    .map((clause, i) => ({ clause, chance: each[i]! }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, 3)
    .map(({ clause }) => clause);
  return byChance.length > 0 ? byChance : otherwise;
}
