import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { UnitList, UnitTasks } from '../../../../portal/replies/units.ts';
import { ListUnits, ListUnitTasks } from '../../schemas/unit-requests.ts';
import { examplesOf, jsonReply, OF_PAGES, OF_PATHS, OF_THE_INDEX, problemReplies } from '../responses.ts';

export function unitPaths(): ZodOpenApiPathsObject {
  const listed = jsonReply(
    'Every clause that names the unit. With `Accept: text/csv` all of them as a table for Excel.',
    UnitTasks,
    'unit-tasks',
  );
  return {
    '/api/units': {
      get: {
        operationId: 'listUnits',
        tags: ['units'],
        summary: 'Printed names of units, in pages',
        requestParams: { query: ListUnits },
        responses: {
          '200': jsonReply('Names.', UnitList, 'units'),
          ...problemReplies([...OF_PAGES, ...OF_THE_INDEX]),
        },
      },
    },
    '/api/units/{name}/tasks': {
      get: {
        operationId: 'listUnitTasks',
        tags: ['units'],
        summary: 'Every clause of one unit, as JSON in pages or as CSV whole',
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
          ...problemReplies([...OF_PATHS, ...OF_PAGES, ...OF_THE_INDEX, 'overloaded']),
        },
      },
    },
  };
}
