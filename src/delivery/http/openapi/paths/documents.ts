import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Clause, ClauseVersion } from '../../../../portal/replies/clauses.ts';
import { ClauseId, DocumentId } from '../../../../portal/replies/common.ts';
import { DocumentList, DocumentWithOutline } from '../../../../portal/replies/documents.ts';
import { ClauseQuery } from '../../schemas/clauses.ts';
import { PageQuery } from '../../schemas/page-request.ts';
import {
  examplesOf,
  jsonReply,
  OF_PAGES,
  OF_PATHS,
  OF_THE_INDEX,
  problemReplies,
  reply,
} from '../responses.ts';

export function documentPaths(): ZodOpenApiPathsObject {
  const path = z.object({ id: DocumentId });
  const problems = problemReplies([...OF_PATHS, ...OF_THE_INDEX]);
  return {
    '/api/documents': {
      get: {
        operationId: 'listDocuments',
        tags: ['documents'],
        summary: 'All documents, in pages',
        requestParams: { query: PageQuery },
        responses: {
          '200': jsonReply('Documents in the order of ingestion.', DocumentList, 'documents'),
          ...problemReplies([...OF_PAGES, ...OF_THE_INDEX]),
        },
      },
    },
    '/api/documents/{id}': {
      get: {
        operationId: 'getDocument',
        tags: ['documents'],
        summary: 'One document and its outline',
        requestParams: { path },
        responses: { '200': jsonReply('The document.', DocumentWithOutline, 'document'), ...problems },
      },
    },
    '/api/documents/{id}/source': {
      get: {
        operationId: 'getDocumentSource',
        tags: ['documents'],
        summary: 'The original text as decoded',
        requestParams: { path },
        responses: {
          '200': reply('The text; spans count UTF-16 code units of it.', {
            'text/plain': { schema: z.string(), ...examplesOf(['source']) },
          }),
          ...problems,
        },
      },
    },
    '/api/documents/{id}/original': {
      get: {
        operationId: 'getDocumentOriginal',
        tags: ['documents'],
        summary: 'The file as it was loaded',
        requestParams: { path },
        responses: {
          '200': reply(
            'The file, to be saved under its name (`Content-Disposition`), with its own media type. Of texts the decoded words in UTF-8.',
            { '*/*': { schema: z.string().meta({ format: 'binary' }) } },
          ),
          ...problems,
        },
      },
    },
    '/api/clauses/{clauseId}': {
      get: {
        operationId: 'getClause',
        tags: ['documents'],
        summary: 'One clause with its units, neighbours and source',
        requestParams: { path: z.object({ clauseId: ClauseId }), query: ClauseQuery },
        responses: { '200': jsonReply('The clause.', Clause, 'clause'), ...problems },
      },
    },
    '/api/clauses/{clauseId}/versions/{textHash}': {
      get: {
        operationId: 'getClauseVersion',
        tags: ['documents'],
        summary: 'One clause as it was cited, also after it has changed or is gone',
        requestParams: { path: z.object({ clauseId: ClauseId, textHash: z.string() }) },
        responses: { '200': jsonReply('The clause as cited.', ClauseVersion, 'clause-version'), ...problems },
      },
    },
  };
}
