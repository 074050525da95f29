import type { CitedClause } from '../../../domain/cited-clause.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { lmdbEnvironment } from '../../../storage/lmdb-environment.ts';
import type { CitationArchive } from '../../ports/citation-archive.ts';

/** Cited clauses in `<dataDir>/citations`: hash of clause id and text hash → the clause as it was first cited. */
export function openLmdbCitationArchive({ dataDir }: { readonly dataDir: string }): CitationArchive {
  const environment = lmdbEnvironment<CitedClause, string>({ dataDir, name: 'citations', compression: true });
  const keeping = new Set<Promise<void>>();
  return {
    keep(clauses) {
      const kept = keep(clauses).finally(() => keeping.delete(kept));
      keeping.add(kept);
      return kept;
    },

    async get(clauseId, textHash) {
      return (await environment.use()).get(hashedKey(clauseId, textHash)) ?? null;
    },

    async close() {
      await Promise.allSettled(keeping);
      await environment.close();
    },
  };

  /** Most answers cite what is kept already: looking is quick, and only what is new waits for the disk. */
  async function keep(clauses: readonly CitedClause[]): Promise<void> {
    const archive = await environment.use();
    const entries = clauses.map((clause) => ({ key: hashedKey(clause.clauseId, clause.textHash), clause }));
    await Promise.all(
      entries
        .filter(({ key }) => !archive.doesExist(key))
        // Asked again within the write: another process may have been quicker.
        .map(({ key, clause }) => archive.ifNoExists(key, () => archive.put(key, clause))),
    );
  }
}
