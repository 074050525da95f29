import type { Express } from 'express';

/** A route and what stands in its places. */
export interface MatchedRoute {
  /** `/api/documents/:id` */
  readonly route: string;
  readonly ids: Readonly<Record<string, string>>;
}

interface Layer {
  readonly route?: { readonly path: string | readonly string[] };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** What the place behind a part of a path holds. */
const ID_NAMES: Readonly<Record<string, string>> = {
  clauses: 'clauseId',
  conversations: 'conversationId',
  documents: 'documentId',
  feedback: 'messageId',
  units: 'unit',
};

const PLACE = /:(?<name>\w+)/g;
const LONGEST_ID = 200;

/**
 * Finds the route of a path, also for requests that a guard refuses before they meet it. The routes are those that `app` has at the
 * first call. Null for an address that there is not.
 */
export function createRouteMatcher(app: Express): (path: string) => MatchedRoute | null {
  let routes: ReturnType<typeof compileRoute>[] | null = null;
  return (path) => {
    routes ??= listRoutes((app as Express & { router: { stack: Layer[] } }).router.stack).map(compileRoute);
    for (const { route, pattern } of routes) {
      const match = pattern.exec(path);
      if (match) return { route, ids: readIds(match.groups ?? {}) };
    }
    return null;
  };
}

function listRoutes(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route ? [route.path].flat() : listRoutes(handle.stack ?? []),
  );
}

/** Routes are told apart as Express does it: whatever the case, with or without a closing slash. */
function compileRoute(route: string) {
  const named = route.replace(/(?<=\/(?<part>\w+)\/):(?<name>\w+)/g, (place, ...match) => {
    const { part } = match.at(-1) as { part: string };
    return `:${ID_NAMES[part] ?? place.slice(1)}`;
  });
  const source = named.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&').replace(PLACE, '(?<$<name>>[^/]+)');
  return { route, pattern: new RegExp(`^${source}/?$`, 'i') };
}

/** Decoded and of a sensible length; what cannot be decoded is left out. */
function readIds(places: Readonly<Record<string, string>>): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [name, text] of Object.entries(places)) {
    try {
      ids[name] = decodeURIComponent(text).slice(0, LONGEST_ID);
    } catch {
      // The reply is 400.
    }
  }
  return ids;
}
