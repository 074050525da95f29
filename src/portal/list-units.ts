import type { AppContext } from '../app-context.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { cutPage, type PageRequest } from './cut-page.ts';
import { listKnownUnits, matchUnit } from './known-units.ts';
import { withSnapshot } from './with-snapshot.ts';

/** A page of the visible printed names that contain `query` or that it stands for, all where it is empty; counted whole. */
export async function listUnits(
  ctx: Pick<AppContext, 'index' | 'units'>,
  { query, ...page }: PageRequest & { readonly query: string },
  visibility: Visibility,
) {
  return await withSnapshot(ctx.index, async (snapshot) => {
    const { version: indexVersion } = snapshot;
    const known = await listKnownUnits(snapshot, ctx.units, visibility);
    const matched = query === '' ? [] : matchUnit(ctx.units, query, known);
    const found = new Set(matched.map((match) => match.name));
    const units = known.units.filter(({ name }) => name.includes(query) || found.has(name));
    const cut = cutPage(page, { list: ['units', query], indexVersion, rows: units.length });
    return {
      indexVersion,
      total: units.length,
      nextCursor: cut.nextCursor,
      units: units.slice(cut.start, cut.end).map((unit) => {
        const successor = unit.collective ? null : ctx.units.successorOf(unit.name, known.jurisdiction);
        return { ...unit, ...(successor && { currentName: successor.name }) };
      }),
    };
  });
}
