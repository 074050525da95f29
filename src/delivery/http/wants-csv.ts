import type { Request } from 'express';

/** Whether a table is asked for rather than JSON. */
export function wantsCsv(request: Request): boolean {
  return request.accepts(['application/json', 'text/csv']) === 'text/csv';
}
