import { SURE_CONFIDENCE } from '../assistant/ports/confidence.ts';
import type { RefusalReason } from '../domain/answer.ts';
import type { Verdict } from '../domain/feedback.ts';
import { groupQuestions } from './group-questions.ts';
import type { DisputedAnswer, NamedCount, QuestionGroup, Report, UnsureAnswer } from './report.ts';
import type { TurnFacts } from './turn-facts.ts';

/** What a report is made of. */
export interface ReportParts {
  readonly period: Report['period'];
  readonly turns: readonly TurnFacts[];
  readonly withheld: number;
  readonly verdicts: readonly Verdict[];
  readonly disputed: readonly DisputedAnswer[];
}

/** Longest list of a report but the unanswered questions and disputed answers, which are all there. */
const MOST_LISTED = 50;

/** Counts and sorts; the same parts give the same report, whatever the order of the turns. */
export function createReport({ period, turns, withheld, verdicts, disputed }: ReportParts): Report {
  const answered = turns.filter(({ refusal }) => refusal === null);
  const unsure = answered.filter(isUnsure);
  const modes = { extractive: 0, model: 0 };
  for (const { mode } of answered) modes[mode]++;
  const up = verdicts.filter((verdict) => verdict === 'up').length;
  return {
    period,
    totals: {
      questions: turns.length,
      conversations: new Set(turns.map(({ conversationId }) => conversationId)).size,
      answered: answered.length,
      refused: turns.length - answered.length,
      refusedByReason: {
        'no-evidence': 0,
        'out-of-scope': 0,
        unclear: 0,
        'not-a-question': 0,
        ...tally(turns.flatMap(({ refusal }) => refusal ?? [])),
      },
      lowConfidence: unsure.length,
      withheld,
    },
    modes,
    modelShare: share(modes.model, answered.length),
    latency: latencyOf(turns),
    notices: tally(turns.flatMap(({ notices }) => notices)),
    feedback: { up, down: verdicts.length - up, upShare: share(up, verdicts.length) },
    unanswered: groupUnanswered(turns),
    disputed: [...disputed].sort(
      (a, b) => compare(b.givenAt, a.givenAt) || compare(a.messageId, b.messageId),
    ),
    lowConfidence: unsure
      .map(toUnsure)
      .sort((a, b) => a.confidence - b.confidence || compare(a.messageId, b.messageId))
      .slice(0, MOST_LISTED),
    units: mostNamed(turns.flatMap(({ units }) => units)),
    documents: mostCited(turns),
  };
}

function isUnsure(turn: TurnFacts): boolean {
  return turn.confidence !== null && turn.confidence < SURE_CONFIDENCE;
}

function toUnsure({
  messageId,
  conversationId,
  askedAt,
  question,
  confidence,
  clauses,
}: TurnFacts): UnsureAnswer {
  return { messageId, conversationId, askedAt, question, confidence: confidence!, clauses };
}

/** A greeting wants no document. */
function groupUnanswered(turns: readonly TurnFacts[]): QuestionGroup[] {
  const byQuestion = new Map<string, TurnFacts[]>();
  for (const turn of turns) {
    if (turn.refusal === null || turn.refusal === 'not-a-question') continue;
    const same = byQuestion.get(turn.question);
    if (same) same.push(turn);
    else byQuestion.set(turn.question, [turn]);
  }
  const asked = [...byQuestion].map(([question, same]) => ({ question, count: same.length, turns: same }));
  const groups = groupQuestions(asked).map((group): QuestionGroup => {
    const all = group.flatMap((entry) => entry.turns);
    const questions = group.map((entry) => ({ ...latestOf(entry.turns), count: entry.count }));
    return {
      title: group[0]!.question,
      count: all.length,
      reasons: tally(all.map(({ refusal }) => refusal as RefusalReason)),
      questions: questions.sort((a, b) => b.count - a.count || compare(a.question, b.question)),
    };
  });
  return groups.sort((a, b) => b.count - a.count || compare(a.title, b.title));
}

function latestOf(turns: readonly TurnFacts[]) {
  const [latest] = [...turns].sort(
    (a, b) => compare(b.askedAt, a.askedAt) || compare(a.messageId, b.messageId),
  );
  const { messageId, conversationId, askedAt, question } = latest!;
  return { messageId, conversationId, askedAt, question };
}

function latencyOf(turns: readonly TurnFacts[]): Report['latency'] {
  const sorted = turns.map(({ totalMs }) => totalMs).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
  return sorted.length > 0 ? { p50Ms: at(0.5), p99Ms: at(0.99) } : null;
}

function mostCited(turns: readonly TurnFacts[]): Report['documents'] {
  const titles = new Map(
    turns.flatMap(({ documents }) => documents.map(({ documentId, title }) => [documentId, title] as const)),
  );
  const ids = turns.flatMap(({ documents }) => documents.map(({ documentId }) => documentId));
  return mostNamed(ids).map(({ name, count }) => ({ documentId: name, name: titles.get(name)!, count }));
}

function mostNamed(names: readonly string[]): NamedCount[] {
  return [...countOf(names)]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || compare(a.name, b.name))
    .slice(0, MOST_LISTED);
}

function tally<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  return Object.fromEntries(countOf(names)) as Partial<Record<Name, number>>;
}

function countOf<Name extends string>(names: readonly Name[]): Map<Name, number> {
  const counts = new Map<Name, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
