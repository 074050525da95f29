/** A reply that holds some rows of a list. */
export interface Page {
  /** Where the list goes on; null behind the last row. */
  readonly nextCursor: string | null;
}

/** Times that a list which changes while it is read is begun again. */
const MOST_BEGINNINGS = 3;

/** Reads a list whole, page after page: the last reply, whose `lists` hold the rows of all. */
export async function readPages<Reply extends Page>(
  path: string,
  lists: readonly (keyof Reply & string)[],
  get: (path: string) => Promise<Reply>,
): Promise<Reply> {
  for (let beginning = 1; ; beginning++) {
    try {
      return await readOnce(path, lists, get);
    } catch (error) {
      const hasChanged = (error as { code?: unknown }).code === 'stale-cursor';
      if (!hasChanged || beginning === MOST_BEGINNINGS) throw error;
    }
  }
}

async function readOnce<Reply extends Page>(...[path, lists, get]: Parameters<typeof readPages<Reply>>) {
  let all = await get(path);
  while (all.nextCursor !== null) {
    const next = await get(
      `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(all.nextCursor)}`,
    );
    const joined = lists.map((list) => [list, [...(all[list] as unknown[]), ...(next[list] as unknown[])]]);
    all = { ...next, ...Object.fromEntries(joined) };
  }
  return all;
}
