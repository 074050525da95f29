import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { Caller } from '../../../assistant/ports/assistant.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { viewConversation } from '../views/conversation-views.ts';

/** Everything that is kept of one owner, the key and the end user it names: to be taken away, and to be deleted. */
export function personalDataRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/personal-data')
    .get(async (_request, response) => {
      response.attachment('tiaowen-personal-data.json').json(await collect(ctx, callerOf(response)));
    })
    .delete(async (_request, response) => {
      const { owner } = callerOf(response);
      const feedback = await ctx.feedback.deleteAll(owner);
      const conversations = await ctx.conversations.deleteAll(owner);
      response.json({ deleted: { conversations, feedback } });
    })
    .all(refuseOtherMethods('GET', 'DELETE'));
  return router;
}

async function collect({ conversations, feedback }: AppContext, { owner, visibility }: Caller) {
  const said = await feedback.list(owner);
  const byMessage = new Map(said.map((entry) => [entry.messageId, entry]));
  const summaries = await conversations.list(owner, { limit: Number.POSITIVE_INFINITY });
  const kept = [];
  for (const { conversationId } of summaries) {
    const conversation = await conversations.get(conversationId, owner);
    if (conversation) kept.push(viewConversation(conversation, visibility, byMessage));
  }
  return { owner, exportedAt: new Date().toISOString(), conversations: kept, feedback: said };
}
