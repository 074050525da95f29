import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { ListConversations, RenameConversation } from '../schemas/conversation-requests.ts';
import { viewConversation } from '../views/conversation-views.ts';

export function conversationRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/conversations')
    .get(async (request, response) => {
      const { owner } = callerOf(response);
      const { limit } = parseRequest(ListConversations, request.query);
      response.json({ conversations: await ctx.conversations.list(owner, { limit }) });
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/conversations/:id')
    .get(async (request, response) => {
      const { owner } = callerOf(response);
      const conversation = await ctx.conversations.get(request.params.id, owner);
      if (!conversation) throw unknownConversation();
      const said = await Promise.all(
        conversation.turns.map(({ messageId }) => ctx.feedback.get(messageId, owner)),
      );
      const feedback = said.flatMap((entry) => (entry ? [[entry.messageId, entry] as const] : []));
      response.json(viewConversation(conversation, new Map(feedback)));
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
