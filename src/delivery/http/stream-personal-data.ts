import type { AppContext } from '../../app-context.ts';
import type { Caller } from '../../assistant/ports/assistant.ts';
import type { ConversationPlace } from './conversation-cursor.ts';
import { viewTurn } from './views/conversation-views.ts';

const CONVERSATIONS_AT_ONCE = 50;
const TURNS_AT_ONCE = 20;

/** Everything that is kept of an owner as one JSON object, in pieces: no more than a few turns are in memory at once. */
export async function* streamPersonalData(
  { conversations, feedback }: Pick<AppContext, 'conversations' | 'feedback'>,
  { owner, visibility }: Caller,
): AsyncGenerator<string> {
  const said = await feedback.list(owner);
  const byMessage = new Map(said.map((entry) => [entry.messageId, entry]));
  yield `{"owner":${JSON.stringify(owner)},"exportedAt":${JSON.stringify(new Date().toISOString())},"conversations":[`;
  let separator = '';
  for await (const { turnCount: _turnCount, ...summary } of summaries()) {
    yield `${separator}${JSON.stringify(summary).slice(0, -1)},"turns":[`;
    separator = ',';
    yield* turnsOf(summary.conversationId);
    yield ']}';
  }
  yield `],"feedback":${JSON.stringify(said)}}`;

  async function* summaries() {
    for (let after: ConversationPlace | undefined; ; ) {
      const page = await conversations.list(owner, { limit: CONVERSATIONS_AT_ONCE, ...(after && { after }) });
      yield* page;
      after = page.at(-1);
      if (page.length < CONVERSATIONS_AT_ONCE) return;
    }
  }

  /** In order: the places where pages begin are found from the end. */
  async function* turnsOf(conversationId: string) {
    const starts: (number | undefined)[] = [undefined];
    for (;;) {
      const before = starts.at(-1);
      const range = { limit: TURNS_AT_ONCE, ...(before !== undefined && { before }) };
      const earlier = (await conversations.get(conversationId, owner, range))?.earlier ?? null;
      if (earlier === null || (before !== undefined && earlier >= before)) break;
      starts.push(earlier);
    }
    let comma = '';
    for (const before of starts.reverse()) {
      const range = { limit: TURNS_AT_ONCE, ...(before !== undefined && { before }) };
      for (const turn of (await conversations.get(conversationId, owner, range))?.turns ?? []) {
        yield `${comma}${JSON.stringify(viewTurn(turn, visibility, byMessage.get(turn.messageId)))}`;
        comma = ',';
      }
    }
  }
}
