import { existsSync, renameSync, rmSync } from 'node:fs';
import { salvageRows } from '../storage/salvage-rows.ts';
import { SqliteStore } from '../storage/sqlite-store.ts';
import { storePaths } from '../storage/store-paths.ts';
import type { StoreSchema } from '../storage/store-schema.ts';
import { checkStore } from './check-stores.ts';

/** What became of a store. */
export interface MendedStore {
  readonly store: string;
  /** `whole`: nothing was to be done; `failing`: what keeps it from working is not its file. */
  readonly state: 'whole' | 'mended' | 'failing';
  /** Rows that could be read and were taken over. */
  readonly rescued: number;
  /** Where the damaged file lies now; null where there was none. */
  readonly aside: string | null;
}

/** Sets a damaged file aside and begins a new one with every row of it that is what was written. The service may run meanwhile. */
export async function mendStore(dataDir: string, schema: StoreSchema, now: Date): Promise<MendedStore> {
  const { failure } = await checkStore(dataDir, schema);
  if (failure !== 'damaged' && failure !== 'missing')
    return { store: schema.name, state: failure === null ? 'whole' : 'failing', rescued: 0, aside: null };
  const { file, marker } = storePaths(dataDir, schema.name);
  const aside = existsSync(file) ? `${file}.damaged-${now.toISOString().replace(/[:.]/g, '')}` : null;
  if (aside !== null) {
    if (existsSync(`${file}-journal`)) renameSync(`${file}-journal`, `${aside}-journal`);
    renameSync(file, aside);
  }
  rmSync(marker, { force: true });
  const store = new SqliteStore(schema, { dataDir });
  try {
    let rescued = 0;
    await store.change(() => {});
    if (aside !== null)
      for (const rows of salvageRows(aside, schema))
        rescued += await store.change(
          (tables) => rows.filter(({ table, row }) => tables.insert(table, row)).length,
        );
    return { store: schema.name, state: 'mended', rescued, aside };
  } finally {
    await store.close();
  }
}
