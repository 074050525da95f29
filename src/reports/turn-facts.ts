import type { KeptTurn } from '../assistant/ports/conversation-store.ts';
import type { AnswerNotice, RefusalReason } from '../domain/answer.ts';
import { maskPersonalNumbers } from '../language/personal-numbers.ts';
import type { ReportedClause, ReportedTurn } from './report.ts';

/** What a report counts of a turn: little beside the turn itself, so that those of months fit in memory. */
export interface TurnFacts extends ReportedTurn {
  /** Null where it was answered. */
  readonly refusal: RefusalReason | null;
  readonly confidence: number | null;
  readonly mode: 'extractive' | 'model';
  readonly totalMs: number;
  readonly notices: readonly AnswerNotice['code'][];
  readonly clauses: readonly ReportedClause[];
  /** Units named in the question, as typed. */
  readonly units: readonly string[];
  readonly documents: readonly { readonly documentId: string; readonly title: string }[];
}

export function readTurnFacts({ conversationId, turn }: KeptTurn): TurnFacts {
  const { messageId, askedAt, question, answer, confidence = null } = turn;
  const documents = new Map(
    answer.citations.map((citation) => [citation.documentId, citation.documentTitle]),
  );
  return {
    messageId,
    conversationId,
    askedAt,
    question: maskPersonalNumbers(question).trim(),
    refusal: answer.refused ? (answer.refusal?.reason ?? 'no-evidence') : null,
    confidence,
    mode: answer.mode,
    totalMs: answer.timings.totalMs,
    notices: (answer.notices ?? []).map(({ code }) => code),
    clauses: reportedClauses(answer.citations),
    units: mentionedUnits(turn.reading),
    documents: [...documents].map(([documentId, title]) => ({ documentId, title })),
  };
}

export function reportedClauses(citations: readonly ReportedClause[]): ReportedClause[] {
  return citations.map(({ marker, clauseId, label, textHash }) => ({ marker, clauseId, label, textHash }));
}

/** What they are called, each once. */
export function labelsOf(clauses: readonly ReportedClause[]): string[] {
  return [...new Set(clauses.map(({ label }) => label))];
}

/** The reading is kept as plain JSON, whose shape is the assistant's: what is not there is not counted. */
function mentionedUnits(remembered: unknown): string[] {
  const { reading } = (remembered ?? {}) as { readonly reading?: { readonly asks?: unknown } };
  const asks = Array.isArray(reading?.asks) ? (reading.asks as { readonly units?: unknown }[]) : [];
  const units = asks.flatMap((ask) =>
    Array.isArray(ask?.units) ? (ask.units as { readonly mention?: unknown }[]) : [],
  );
  const mentions = units.flatMap((unit) => (typeof unit?.mention === 'string' ? [unit.mention] : []));
  return [...new Set(mentions.map(maskPersonalNumbers))];
}
