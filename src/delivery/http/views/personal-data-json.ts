import type { AppContext } from '../../../app-context.ts';
import type { Caller } from '../../../assistant/ports/assistant.ts';
import { viewConversation } from './conversation-views.ts';

/** Everything that is kept of one owner as JSON, in pieces: one conversation is read at a time. */
export async function* renderPersonalData(
  { conversations, feedback }: Pick<AppContext, 'conversations' | 'feedback'>,
  { owner, visibility }: Caller,
): AsyncGenerator<string, void, undefined> {
  const said = await feedback.list(owner);
  const byMessage = new Map(said.map((entry) => [entry.messageId, entry]));
  const summaries = await conversations.list(owner, { limit: Number.POSITIVE_INFINITY });
  const head = JSON.stringify({ owner, exportedAt: new Date().toISOString() });
  yield `${head.slice(0, -1)},"conversations":[`;
  let comma = '';
  for (const { conversationId } of summaries) {
    const conversation = await conversations.get(conversationId, owner);
    if (!conversation) continue;
    yield `${comma}${JSON.stringify(viewConversation(conversation, visibility, byMessage))}`;
    comma = ',';
  }
  yield `],"feedback":${JSON.stringify(said)}}`;
}
