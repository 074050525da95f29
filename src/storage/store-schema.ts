/** What a cell may hold. */
export type Cell = string | number | null | Uint8Array;

export interface TableSchema {
  /** Column definitions of SQLite by name, in order. Every table gets a column `sum` besides. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of the primary key. */
  readonly key: readonly string[];
  /** Further indexes: `UNIQUE (owner, message_id)` or `(updated_at)`. */
  readonly indexes?: readonly string[];
}

/** Shape of a store: tables by name. */
export interface StoreSchema {
  /** Name of its file: `conversations` lies in `<dataDir>/stores/conversations.sqlite`. */
  readonly name: string;
  readonly tables: Readonly<Record<string, TableSchema>>;
  /** It only saves work: where its file is damaged or gone a new one is begun by itself. */
  readonly isExpendable?: boolean;
}

/** Raised with every change of a schema that older versions could not read. */
export const SCHEMA_VERSION = 1;

/** Statements that make what is not there yet. */
export function createStatements({ tables }: StoreSchema): string {
  return Object.entries(tables)
    .flatMap(([table, { columns, key, indexes = [] }]) => {
      const cells = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      const made = `CREATE TABLE IF NOT EXISTS ${table} (${[...cells, 'sum TEXT NOT NULL'].join(', ')}, PRIMARY KEY (${key.join(', ')}))`;
      return [made, ...indexes.map((index, i) => createIndex(table, index, i))];
    })
    .join(';\n');
}

function createIndex(table: string, index: string, i: number): string {
  const isUnique = index.startsWith('UNIQUE ');
  const over = isUnique ? index.slice('UNIQUE '.length) : index;
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${table}_${i} ON ${table} ${over}`;
}
