import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { withholdHidden } from '../../../domain/withhold-hidden.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { ListConversations, RenameConversation } from '../schemas/conversation-requests.ts';

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
      const { owner, visibility } = callerOf(response);
      const conversation = await ctx.conversations.get(request.params.id, owner);
      if (!conversation) throw unknownConversation();
      const { owner: _owner, turns, ...rest } = conversation;
      // What the next follow-up builds on stays inside.
      const shown = turns.map((turn) => {
        const { messageId, askedAt, question } = turn;
        return { messageId, askedAt, question, answer: withholdHidden(turn, visibility) };
      });
      response.json({ ...rest, turns: shown });
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
      if (!(await ctx.conversations.delete(request.params.id, owner))) throw unknownConversation();
      response.status(204).end();
    })
    .all(refuseOtherMethods('GET', 'PATCH', 'DELETE'));
  return router;
}

function unknownConversation(): HttpProblem {
  return new HttpProblem('not-found', { detail: '没有这个会话。' });
}
