import type { Conversation, Turn } from '../../../domain/conversation.ts';
import type { Feedback } from '../../../domain/feedback.ts';
import type { Visibility } from '../../../domain/search-scope.ts';
import { withholdHidden } from '../../../domain/withhold-hidden.ts';

/** A conversation as its owner sees it, with what was said about its answers. */
export function viewConversation(
  { owner: _owner, turns, ...rest }: Conversation,
  visibility: Visibility,
  feedback: ReadonlyMap<string, Feedback>,
) {
  return { ...rest, turns: turns.map((turn) => viewTurn(turn, visibility, feedback.get(turn.messageId))) };
}

/** What the next follow-up builds on stays inside. */
export function viewTurn(turn: Turn, visibility: Visibility, feedback: Feedback | undefined) {
  const { messageId, askedAt, question } = turn;
  const shown = { messageId, askedAt, question, answer: withholdHidden(turn, visibility) };
  if (!feedback) return { ...shown, feedback: null };
  const { verdict, comment, givenAt } = feedback;
  return { ...shown, feedback: { verdict, comment, givenAt } };
}
