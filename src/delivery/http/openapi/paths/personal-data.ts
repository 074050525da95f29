import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { DeletedPersonalData, PersonalData } from '../replies/personal-data.ts';
import { jsonReply, OF_STORES, OF_WRITES, problemReplies } from '../responses.ts';

export function personalDataPaths(): ZodOpenApiPathsObject {
  return {
    '/api/personal-data': {
      get: {
        operationId: 'exportPersonalData',
        tags: ['conversations'],
        summary: 'Everything that is kept of the caller: of the key, or of the end user in X-End-User',
        responses: {
          '200': jsonReply('As a file to save.', PersonalData, 'personal-data'),
          ...problemReplies(['overloaded', ...OF_STORES]),
        },
      },
      delete: {
        operationId: 'deletePersonalData',
        tags: ['conversations'],
        summary: 'Deletes everything that is kept of the caller; the audit log stays',
        responses: {
          '200': jsonReply('How much that was.', DeletedPersonalData, 'personal-data-deleted'),
          ...problemReplies([...OF_WRITES, ...OF_STORES]),
        },
      },
    },
  };
}
