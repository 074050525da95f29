import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { streamPersonalData } from '../stream-personal-data.ts';

/** Everything that is kept of one owner, the key and the end user it names: to be taken away, and to be deleted. */
export function personalDataRoutes(ctx: AppContext): Router {
  const router = Router();
  router
    .route('/api/personal-data')
    .get(async (_request, response) => {
      const pieces = streamPersonalData(ctx, callerOf(response));
      // What cannot be read fails before anything is sent.
      const first = await pieces.next();
      response.attachment('tiaowen-personal-data.json').type('json');
      await pipeline(Readable.from(from(first.value ?? '', pieces)), response).catch(endedEarly);
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

async function* from(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** The client left: nobody waits for the rest. */
function endedEarly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
