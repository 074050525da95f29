import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import type { ExportSlots } from '../export-slots.ts';
import { sendInPieces } from '../send-in-pieces.ts';
import { streamPersonalData } from '../stream-personal-data.ts';

/** Everything that is kept of one owner, the key and the end user it names: to be taken away, and to be deleted. */
export function personalDataRoutes(ctx: AppContext, slots: ExportSlots): Router {
  const router = Router();
  router
    .route('/api/personal-data')
    .get(async (_request, response) => {
      const caller = callerOf(response);
      await slots.run(caller.owner.keyId, async () => {
        response.attachment('tiaowen-personal-data.json').type('application/json; charset=utf-8');
        await sendInPieces(response, streamPersonalData(ctx, caller));
      });
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
