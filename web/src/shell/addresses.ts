/**
 * The path prefix below which the service is reached, without a closing slash: a proxy may strip it, so only the address
 * of this script (PREFIX/assets/…) tells.
 */
export const PREFIX: string = import.meta.env.DEV
  ? ''
  : new URL(/* @vite-ignore */ '..', import.meta.url).pathname.replace(/\/$/, '');

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the address names. */
export type Route =
  | { readonly page: 'ask'; readonly conversationId: string | null }
  | { readonly page: 'clause'; readonly clauseId: string; readonly citedHash: string | null }
  | { readonly page: 'unit'; readonly name: string }
  | { readonly page: 'documents' }
  | { readonly page: 'report'; readonly since: string }
  | { readonly page: 'document'; readonly documentId: string; readonly source: Span | null }
  | { readonly page: 'unknown' };

export const ASK: Route = { page: 'ask', conversationId: null };
export const DOCUMENTS: Route = { page: 'documents' };
export const REPORT: Route = { page: 'report', since: '7d' };

export function addressOf(route: Route): string {
  return `${PREFIX}${pathOf(route)}`;
}

function pathOf(route: Route): string {
  switch (route.page) {
    case 'ask':
      return route.conversationId === null ? '/' : `/c/${encodeURIComponent(route.conversationId)}`;
    case 'clause': {
      const query = route.citedHash === null ? '' : `?v=${encodeURIComponent(route.citedHash)}`;
      return `/clause/${encodeURIComponent(route.clauseId).replaceAll('%3A', ':')}${query}`;
    }
    case 'unit':
      return `/unit/${encodeURIComponent(route.name)}`;
    case 'documents':
      return '/documents';
    case 'report':
      return `/report?since=${encodeURIComponent(route.since)}`;
    case 'document': {
      const query = route.source === null ? '' : `?from=${route.source.start}&to=${route.source.end}`;
      return `/document/${encodeURIComponent(route.documentId)}${query}`;
    }
    case 'unknown':
      return '/';
  }
}

export function readAddress({
  pathname,
  search,
}: {
  readonly pathname: string;
  readonly search: string;
}): Route {
  const path = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : pathname;
  const [, page = '', ...rest] = path.replace(/\/$/, '').split('/');
  const query = new URLSearchParams(search);
  const name = decode(rest.join('/'));
  if (page === '' || page === 'index.html') return ASK;
  if (page === 'documents' && name === '') return DOCUMENTS;
  if (page === 'report' && name === '') return { page: 'report', since: query.get('since') ?? '7d' };
  if (name === '') return { page: 'unknown' };
  switch (page) {
    case 'c':
      return { page: 'ask', conversationId: name };
    case 'clause':
      return { page: 'clause', clauseId: name, citedHash: query.get('v') ?? query.get('cited') };
    case 'unit':
      return { page: 'unit', name };
    case 'document':
      return { page: 'document', documentId: name, source: readSpan(query) };
    default:
      return { page: 'unknown' };
  }
}

function readSpan(query: URLSearchParams): Span | null {
  const [start, end] = [Number(query.get('from') ?? Number.NaN), Number(query.get('to') ?? Number.NaN)];
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start
    ? { start, end }
    : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
