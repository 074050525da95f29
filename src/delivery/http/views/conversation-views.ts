import type { Conversation, Turn } from '../../../domain/conversation.ts';
import type { Feedback } from '../../../domain/feedback.ts';

/** A conversation as its owner sees it, with what was said about its answers. */
export function viewConversation(
  { owner: _owner, turns, ...rest }: Conversation,
  feedback: ReadonlyMap<string, Feedback>,
) {
  return { ...rest, turns: turns.map((turn) => viewTurn(turn, feedback.get(turn.messageId))) };
}

/** What the next follow-up builds on stays inside. */
function viewTurn({ reading: _reading, ...turn }: Turn, feedback: Feedback | undefined) {
  if (!feedback) return { ...turn, feedback: null };
  const { verdict, comment, givenAt } = feedback;
  return { ...turn, feedback: { verdict, comment, givenAt } };
}
