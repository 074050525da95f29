import type { ConversationStore, KeptTurn } from '../assistant/ports/conversation-store.ts';
import type { OwnedFeedback } from '../domain/feedback.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { isTurnVisible } from '../domain/withhold-hidden.ts';
import type { FeedbackStore } from '../feedback/ports/feedback-store.ts';
import { maskPersonalNumbers } from '../language/personal-numbers.ts';
import { createReport } from './create-report.ts';
import type { DisputedAnswer, Report } from './report.ts';
import { readTurnFacts, reportedClauses, type TurnFacts } from './turn-facts.ts';

export interface ReportStores {
  readonly conversations: Pick<ConversationStore, 'turnsSince' | 'findTurn'>;
  readonly feedback: Pick<FeedbackStore, 'since'>;
}

export interface ReportRequest {
  readonly from: Date;
  readonly to: Date;
  /** Of whoever reads it: turns that rest on other documents are only counted. */
  readonly visibility: Visibility;
}

/**
 * The report of a time over all owners. Turns that were kept count: answers over /v1 and those to a request with a history leave none,
 * and what was deleted is gone.
 */
export async function collectReport(
  { conversations, feedback }: ReportStores,
  { from, to, visibility }: ReportRequest,
): Promise<Report> {
  const period = { from: from.toISOString(), to: to.toISOString() };
  const turns: TurnFacts[] = [];
  let withheld = 0;
  for await (const kept of conversations.turnsSince(period.from)) {
    if (kept.turn.askedAt > period.to) continue;
    if (isTurnVisible(kept.turn, visibility)) turns.push(readTurnFacts(kept));
    else withheld++;
  }
  const given = (await feedback.since(period.from)).filter(({ givenAt }) => givenAt <= period.to);
  const disputed: DisputedAnswer[] = [];
  for (const said of given) {
    if (said.verdict !== 'down') continue;
    const kept = await conversations.findTurn(said.messageId, said.owner);
    if (kept && isTurnVisible(kept.turn, visibility)) disputed.push(describeDispute(kept, said));
  }
  const verdicts = given.map(({ verdict }) => verdict);
  return createReport({ period, turns, withheld, verdicts, disputed });
}

function describeDispute({ conversationId, turn }: KeptTurn, said: OwnedFeedback): DisputedAnswer {
  const { messageId, askedAt, question, answer } = turn;
  return {
    messageId,
    conversationId,
    askedAt,
    question: maskPersonalNumbers(question).trim(),
    givenAt: said.givenAt,
    comment: said.comment === null ? null : maskPersonalNumbers(said.comment),
    refused: answer.refused,
    answer: maskPersonalNumbers(answer.answer),
    clauses: reportedClauses(answer.citations),
  };
}
