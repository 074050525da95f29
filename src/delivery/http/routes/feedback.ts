import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import type { Feedback } from '../../../domain/feedback.ts';
import { maskPersonalNumbers } from '../../../language/personal-numbers.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { readJsonBody } from '../read-json-body.ts';
import { FeedbackRequest } from '../schemas/feedback-request.ts';

export function feedbackRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/feedback')
    .post(...readJsonBody(ctx.config.maxBodyBytes), async (request, response) => {
      const { owner } = callerOf(response);
      const { messageId, verdict, comment } = parseRequest(FeedbackRequest, request.body);
      const kept = await ctx.conversations.findTurn(messageId, owner);
      if (!kept) throw new HttpProblem('not-found', { detail: '没有这条回答。' });
      const feedback: Feedback = {
        messageId,
        conversationId: kept.conversationId,
        verdict,
        comment: comment ? maskPersonalNumbers(comment) : null,
        givenAt: new Date().toISOString(),
      };
      await ctx.feedback.put(owner, feedback);
      response.json(feedback);
    })
    .all(refuseOtherMethods('POST'));
  router
    .route('/api/feedback/:messageId')
    .delete(async (request, response) => {
      const { owner } = callerOf(response);
      if (!(await ctx.feedback.remove(request.params.messageId, owner)))
        throw new HttpProblem('not-found', { detail: '没有对这条回答的评价。' });
      response.status(204).end();
    })
    .all(refuseOtherMethods('DELETE'));
  return router;
}
