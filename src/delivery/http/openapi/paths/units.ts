import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { UnitList, UnitTasks } from '../../../../portal/replies/units.ts';
import { ListUnits, ListUnitTasks } from '../../schemas/unit-requests.ts';
import { examplesOf, jsonReply, OF_PATHS, OF_THE_INDEX, problemReplies } from '../responses.ts';

export function unitPaths(): ZodOpenApiPathsObject {
  const listed = jsonReply(
    'Every clause that names the unit. With `Accept: text/csv` the same as a table for Excel.',
    UnitTasks,
    'unit-tasks',
  );
  return {
    '/api/units': {
      get: {
        operationId: 'listUnits',
        tags: ['units'],
        summary: 'Printed names of units',
        requestParams: { query: ListUnits },
        responses: {
          '200': jsonReply('Names.', UnitList, 'units'),
          ...problemReplies(['invalid-request', ...OF_THE_INDEX]),
        },
      },
    },
    '/api/units/{name}/tasks': {
      get: {
        operationId: 'listUnitTasks',
        tags: ['units'],
        summary: 'Every clause of one unit, as JSON or CSV',
        requestParams: {
          path: z.object({ name: z.string().meta({ examples: ['市卫生计生委'] }) }),
          query: ListUnitTasks,
        },
        responses: {
          '200': {
            ...listed,
            content: {
              ...listed.content,
              'text/csv': {
                schema: z.string().meta({ description: 'UTF-8 with byte order mark, CRLF.' }),
                ...examplesOf(['unit-tasks-csv']),
              },
            },
          },
          ...problemReplies([...OF_PATHS, ...OF_THE_INDEX]),
        },
      },
    },
  };
}
