import type { Request } from 'express';

/** The route that a request met (`/api/documents/:id`), never its path; several addresses of one route by its first. */
export function routeOf(request: Request): string | null {
  const path = (request.route as { path: string | readonly string[] } | undefined)?.path;
  return [path].flat()[0] ?? null;
}
