import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ReadReport } from '../../schemas/report-request.ts';
import { Report } from '../replies/report.ts';
import { examplesOf, jsonReply, problemReplies } from '../responses.ts';

export function reportPaths(): ZodOpenApiPathsObject {
  const report = jsonReply(
    'The report; with `table` or `Accept: text/csv` one table of it.',
    Report,
    'report',
  );
  return {
    '/api/reports': {
      get: {
        operationId: 'readReport',
        tags: ['service'],
        summary: 'What was asked, not answered and disputed, over all keys; for admins',
        description:
          'Wants a key with the scope `admin`. Without keys it is answered to this machine alone, and nowhere where the service listens elsewhere or stands behind a proxy.',
        requestParams: { query: ReadReport },
        responses: {
          '200': {
            ...report,
            content: {
              ...report.content,
              'text/csv': {
                schema: z.string().meta({ description: 'UTF-8 with byte order mark, CRLF.' }),
                ...examplesOf(['report-csv']),
              },
            },
          },
          ...problemReplies(['invalid-request']),
        },
      },
    },
  };
}
