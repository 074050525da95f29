import { Router } from 'express';
import type { AppContext } from '../../../app-context.ts';
import { dayInChina } from '../../../domain/day-in-china.ts';
import { findDocument } from '../../../portal/find-document.ts';
import { findOriginal } from '../../../portal/find-original.ts';
import { listDocuments } from '../../../portal/list-documents.ts';
import { viewDocument, viewOutline } from '../../../portal/view-document.ts';
import { withSnapshot } from '../../../portal/with-snapshot.ts';
import { refuseOtherMethods } from '../answer-problems.ts';
import { callerOf } from '../caller.ts';
import { HttpProblem } from '../http-problem.ts';
import { parseRequest } from '../parse-request.ts';
import { PageQuery } from '../schemas/page-request.ts';
import { sendInPieces, sendPieces } from '../send-in-pieces.ts';
import { createSharedReads } from '../share-reads.ts';

export function documentRoutes(ctx: AppContext): Router {
  const router = Router();
  const shared = createSharedReads<string | undefined>();
  router
    .route('/api/documents')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const page = parseRequest(PageQuery, request.query);
      response.json(await listDocuments(ctx, page, visibility));
    })
    .all(refuseOtherMethods('GET', 'POST'));
  router
    .route('/api/documents/:id')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const body = await withSnapshot(ctx.index, async (snapshot) => {
        const document = await findDocument(snapshot, request.params.id, visibility);
        const [clauses = []] = await snapshot.clauses.getDocumentClauses([document.documentId], visibility);
        return {
          indexVersion: snapshot.version,
          ...viewDocument(document, dayInChina(Date.now())),
          outline: viewOutline(clauses),
        };
      });
      response.json(body);
    })
    .all(refuseOtherMethods('GET', 'DELETE'));
  router
    .route('/api/documents/:id/source')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { id } = request.params;
      const version = await withSnapshot(ctx.index, async (snapshot) => {
        await findDocument(snapshot, id, visibility);
        return snapshot.version;
      });
      const read = () =>
        withSnapshot(ctx.index, async ({ sources }) => (await sources.getSources([id], visibility))[0]);
      await shared.use(JSON.stringify([version, id]), read, async (source) => {
        if (source === undefined) throw new HttpProblem('not-found');
        response.type('text/plain; charset=utf-8').set('Content-Length', String(Buffer.byteLength(source)));
        await sendInPieces(response, [source]);
      });
    })
    .all(refuseOtherMethods('GET'));
  router
    .route('/api/documents/:id/original')
    .get(async (request, response) => {
      const { visibility } = callerOf(response);
      const { id } = request.params;
      const file = await withSnapshot(ctx.index, (snapshot) => findOriginal(snapshot, id, visibility));
      response
        .attachment(file.name)
        .set({
          'Content-Length': String(file.bytes),
          'Content-Security-Policy': "sandbox; default-src 'none'",
        })
        // As it is: Express would name an encoding, and pages are written in several.
        .setHeader('Content-Type', file.mediaType);
      await sendPieces(response, file.read());
    })
    .all(refuseOtherMethods('GET'));
  return router;
}
