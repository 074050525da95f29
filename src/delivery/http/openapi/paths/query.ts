import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { QueryReply } from '../../../../portal/replies/query.ts';
import { QueryRequest } from '../../schemas/query-request.ts';
import { exampleBody } from '../read-example.ts';
import {
  examplesOf,
  jsonReply,
  OF_BODIES,
  OF_PAGES,
  OF_PATHS,
  OF_THE_INDEX,
  problemReplies,
} from '../responses.ts';

export function queryPaths(): ZodOpenApiPathsObject {
  const given = jsonReply(
    'What the records hold, whole and in pages. With `Accept: text/csv` all rows as a table for Excel.',
    QueryReply,
    'query',
    'query-groups',
  );
  return {
    '/api/query': {
      post: {
        operationId: 'query',
        tags: ['answers'],
        summary:
          'Clauses, units, documents or sections that fulfil exact conditions: complete, counted, grouped or compared',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: QueryRequest,
              examples: {
                query: { value: exampleBody('query') },
                'query-groups': { value: exampleBody('query-groups') },
              },
            },
          },
        },
        responses: {
          '200': {
            ...given,
            content: {
              ...given.content,
              'text/csv': {
                schema: z.string().meta({ description: 'UTF-8 with byte order mark, CRLF.' }),
                ...examplesOf(['query-csv']),
              },
            },
          },
          // not-found: a document or unit of the query is not there.
          ...problemReplies([...OF_BODIES, ...OF_PATHS, ...OF_PAGES, ...OF_THE_INDEX, 'overloaded']),
        },
      },
    },
  };
}
