import { getJson } from './client.ts';
import { type Page, readPages } from './read-pages.ts';

/** For `useLoaded`: loads a list whole, however many replies that takes. */
export function loadAllPages<Reply extends Page>(...lists: readonly (keyof Reply & string)[]) {
  return (path: string, signal?: AbortSignal): Promise<Reply> =>
    readPages<Reply>(path, lists, (page) => getJson<Reply>(page, signal));
}
