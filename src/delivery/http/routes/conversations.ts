import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { conversationCursor } from '../conversation-cursor.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { ListConversations, ReadConversation, RenameConversation } from '../schemas/conversation-requests.ts';
import { viewConversation } from '../views/conversation-views.ts';

export function conversationRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/conversations')
    .get(async (request, response) => {
      const { owner } = callerOf(response);
      const { limit, cursor: after } = parseRequest(ListConversations, request.query);
      const found = await ctx.conversations.list(owner, { limit: limit + 1, ...(after && { after }) });
      const conversations = found.slice(0, limit);
      const last = found.length > limit ? conversations.at(-1) : undefined;
      response.json({ conversations, nextCursor: last ? conversationCursor(last) : null });
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/conversations/:id')
    .get(async (request, response) => {
      const { owner, visibility } = callerOf(response);
      const { limit, before } = parseRequest(ReadConversation, request.query);
      const range = { limit, ...(before !== undefined && { before }) };
      const conversation = await ctx.conversations.get(request.params.id, owner, range);
      if (!conversation) throw unknownConversation();
      const said = await Promise.all(
        conversation.turns.map(({ messageId }) => ctx.feedback.get(messageId, owner)),
      );
      const feedback = said.flatMap((entry) => (entry ? [[entry.messageId, entry] as const] : []));
      response.json(viewConversation(conversation, visibility, new Map(feedback)));
    })
    .patch(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      const { owner } = callerOf(response);
      const { title } = parseRequest(RenameConversation, request.body);
      const id = String(request.params['id']);
      if (!(await ctx.conversations.rename(id, owner, title))) throw unknownConversation();
      response.json({ conversationId: id, title });
    })
    .delete(async (request, response) => {
      const { owner } = callerOf(response);
      // First what was said about it: were that to fail, the request can be sent again.
      await ctx.feedback.deleteOfConversation(request.params.id, owner);
      if (!(await ctx.conversations.delete(request.params.id, owner))) throw unknownConversation();
      response.status(204).end();
    })
    .all(refuseOtherMethods('GET', 'PATCH', 'DELETE'));
  return router;
}

function unknownConversation(): HttpProblem {
  return new HttpProblem('not-found', { detail: '没有这个会话。' });
}
