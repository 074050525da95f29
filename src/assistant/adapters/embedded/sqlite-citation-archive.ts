import type { CitedClause } from '../../../domain/cited-clause.ts';
import { hashedKey } from '../../../storage/hashed-key.ts';
import { packJson, unpackJson } from '../../../storage/packed-json.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import type { StoreTables } from '../../../storage/store-tables.ts';
import type { CitationArchive } from '../../ports/citation-archive.ts';

export const CITATION_SCHEMA: StoreSchema = {
  name: 'citations',
  tables: {
    clauses: {
      columns: {
        /** Hash of clause id and text hash, which may hold any characters. */
        id: 'TEXT NOT NULL',
        /** Hash of the document's id. */
        document: 'TEXT NOT NULL',
        body: 'BLOB NOT NULL',
      },
      key: ['id'],
      indexes: ['(document)'],
    },
  },
};

/** Cited clauses in `<dataDir>/stores/citations.sqlite`, each as it was first cited. */
export function openSqliteCitationArchive(options: StoreOptions): CitationArchive {
  const store = new SqliteStore(CITATION_SCHEMA, options);
  const keeping = new Set<Promise<void>>();
  return {
    keep(clauses) {
      const kept = keep(clauses).finally(() => keeping.delete(kept));
      keeping.add(kept);
      return kept;
    },

    get: (clauseId, textHash) =>
      store.read((tables) => {
        const row = tables.get<{ body: Uint8Array }>(
          'clauses',
          'WHERE id = ?',
          hashedKey(clauseId, textHash),
        );
        return row ? unpackJson<CitedClause>(row.body) : null;
      }),

    deleteOfDocument: (documentId) =>
      store.change((tables) => tables.delete('clauses', 'WHERE document = ?', hashedKey(documentId))),

    async close() {
      await Promise.allSettled(keeping);
      await store.close();
    },
  };

  /** Most answers cite what is kept already: looking is quick, and only what is new waits for the disk. */
  async function keep(clauses: readonly CitedClause[]): Promise<void> {
    const fresh = await store.read((tables) => clauses.filter((clause) => !isKept(tables, clause)));
    if (fresh.length === 0) return;
    const rows = fresh.map(clauseRow);
    // Another process may have been quicker.
    await store.change((tables) => {
      for (const row of rows) tables.insert('clauses', row);
    });
  }
}

export function clauseRow(clause: CitedClause) {
  const { clauseId, textHash, documentId } = clause;
  return { id: hashedKey(clauseId, textHash), document: hashedKey(documentId), body: packJson(clause) };
}

function isKept(tables: StoreTables, { clauseId, textHash }: CitedClause): boolean {
  return tables.cell('SELECT 1 FROM clauses WHERE id = ?', hashedKey(clauseId, textHash)) !== null;
}
